import type { Period } from "../../shared/period";
import { durationFigures, type DurationFigures, type Durations } from "./duration-figures";
import type { Reason } from "./estimate";
import type { Interval } from "./interval";
import type { ServiceName } from "./service-effort";
import type { Thresholds } from "./thresholds";

/** Durations that ended on a day, or in the month that the day stands for. */
export interface DatedDurations extends Durations {
  readonly calendar: "CLOCK" | "WORKING";
  readonly day: string;
}

/** How long a service took over time, from start to end of its transactions. */
export interface DurationSeries {
  readonly service: ServiceName;
  readonly period: Period;
  readonly interval: Interval;
  readonly thresholds: Thresholds;
  /** One for every piece of the period, in order. */
  readonly points: readonly DurationPoint[];
}

/** The middle time and the one that nine in ten stayed below; seconds. */
export type MiddleTimes = Pick<DurationFigures, "median" | "p90">;

/** The transactions that ended from one day up to, but without, another. None: null with a reason, never 0. */
export interface DurationPoint extends Period {
  /** As time passes. */
  readonly clock: MiddleTimes;
  /** Only while the agency worked, by its calendar. */
  readonly working: MiddleTimes;
}

/**
 * One point for every piece. Where transactions ended but none has a calendar of its agency, the working time is
 * `NOT_MEASURED`; where some have none, its `n` is the smaller one.
 */
export function durationPoints(durations: readonly DatedDurations[], pieces: readonly Period[], thresholds: Thresholds): readonly DurationPoint[] {
  const found = pieces.map(() => ({ CLOCK: [] as DatedDurations[], WORKING: [] as DatedDurations[] }));
  for (const row of durations) found[pieceOf(row.day, pieces)]?.[row.calendar].push(row);
  return pieces.map((piece, i) => {
    const clock = found[i]?.CLOCK ?? [];
    const working = found[i]?.WORKING ?? [];
    return { ...piece, clock: times(clock, thresholds, "NO_DATA"), working: times(working, thresholds, clock.length === 0 ? "NO_DATA" : "NOT_MEASURED") };
  });
}

function times(durations: readonly Durations[], thresholds: Thresholds, ifNone: Reason): MiddleTimes {
  const { median, p90 } = durationFigures(durations, thresholds, ifNone);
  return { median, p90 };
}

/** The last piece that does not begin after the day: pieces are in order and leave no gap. */
function pieceOf(day: string, pieces: readonly Period[]): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.from ?? "") <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}
