import { addDays } from "../../shared/local-day";
import type { Period } from "../../shared/period";
import { UTC_OFFSET_MS } from "./country";
import { PLANTED } from "./planted-truths";

export const DAYS = 90;
const DAY_MS = 86_400_000;

/** When the demonstration happens: ninety local days, the last of which is `lastDay`. */
export interface NinetyDays {
  readonly period: Period;
  readonly ramadan: Period;
  /** First day on which the improved version of the procedure is in force. */
  readonly improvedFrom: string;
  /** The first instant after the ninety days: what would happen later has not happened yet. */
  readonly now: number;
}

export function ninetyDaysUntil(lastDay: string): NinetyDays {
  const to = addDays(lastDay, 1);
  const from = addDays(to, -DAYS);
  const ramadanFrom = addDays(from, PLANTED.ramadan.fromDay);
  return {
    period: { from, to },
    ramadan: { from: ramadanFrom, to: addDays(ramadanFrom, PLANTED.ramadan.days) },
    improvedFrom: addDays(from, PLANTED.improvedStep.fromDay),
    now: startOf(to),
  };
}

/** The ninety days of which this is the first: how a rerun on a later day finds its days again. */
export function ninetyDaysFrom(firstDay: string): NinetyDays {
  return ninetyDaysUntil(addDays(firstDay, DAYS - 1));
}

/** The instant at which a local day begins. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - UTC_OFFSET_MS;
}

/** The local day of an instant. The country knows no summer time. */
export function dayOf(instant: number): string {
  return new Date(instant + UTC_OFFSET_MS).toISOString().slice(0, 10);
}

/** RFC 3339 to the second, in local time. */
export function timestamp(instant: number): string {
  return `${new Date(instant + UTC_OFFSET_MS).toISOString().slice(0, 19)}+04:00`;
}

export function contains(period: Period, day: string): boolean {
  return period.from <= day && day < period.to;
}

/** ISO number of the weekday: Monday is 1, Sunday is 7. */
export function weekdayOf(day: string): number {
  return ((Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS) + 3) % 7) + 1;
}
