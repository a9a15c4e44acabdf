import type { Period } from "../../../shared/period";
import type { Texts } from "../../../shared/texts";
import { ratingSummary } from "../../../statistics/rating-summary";
import { meanDifference, type Moments, shareDifference } from "../difference-estimate";
import { netDifference } from "../net-difference-estimate";
import { heldStillEstimate } from "../held-still-estimate";
import type { Estimate } from "../estimate";
import type { Statistic } from "../comparability";
import type { Reading } from "../measure";
import type { Thresholds } from "../thresholds";
import { type ChangeVerdict, changeVerdict, PRACTICAL_MINIMUM } from "./change-verdict";
import type { MixShift } from "./mix-shift";

/** The change of a line between the last two comparable periods. */
export interface LineChange {
  readonly before: Period;
  readonly after: Period;
  /** What is compared: the mean of an ease scale, the share of those satisfied, a net score. */
  readonly statistic: Exclude<Statistic, "INDIVIDUAL">;
  readonly verdict: ChangeVerdict;
  /** Later less earlier. */
  readonly difference: Estimate;
  /** The least change worth a word, in the unit of the difference. */
  readonly practicalMinimum: number;
  /** What of the mix moved by ten points or more. */
  readonly shifts: readonly MixShift[];
  /** The change with the channels held still; null where the mix did not differ. */
  readonly standardised: Estimate | null;
  /** Named periods, such as Ramadan, that lie in either. */
  readonly namedPeriods: readonly NamedDays[];
}

/** Days with a name. */
export interface NamedDays extends Period {
  readonly code: string;
  readonly names: Texts;
}

/** Two periods to compare, and what is known of the people behind them. */
export interface Comparison {
  readonly before: Period;
  readonly after: Period;
  readonly shifts: readonly MixShift[];
  readonly namedPeriods: readonly NamedDays[];
}

/** Answers of one period: `counts[score]`, from score 0 on; by channel, where they are told by it. */
export interface PeriodCounts {
  readonly counts: readonly number[];
  readonly byChannel: ReadonlyMap<string, readonly number[]> | null;
}

/** Compares the answers of two periods to one reading: ease by its mean, satisfaction by its share, recommendation by its net score. */
export function lineChange(reading: Reading, later: PeriodCounts, earlier: PeriodCounts, comparison: Comparison, thresholds: Thresholds): LineChange {
  const { before, after, shifts, namedPeriods } = comparison;
  const statistic = reading.measure === "NPS" ? "NET" : reading.measure === "CSAT" ? "SHARE" : "MEAN";
  const difference = differenceOf(statistic, reading, later.counts, earlier.counts, thresholds);
  const goodIs = statistic === "MEAN" && reading.direction === "LOW_IS_EASY" ? -1 : 1;
  const verdict = changeVerdict(difference, goodIs, shifts, thresholds);
  const standardised = verdict === "CHANGED_MIX_DIFFERS" && statistic !== "NET" ? heldStill(statistic, reading, later, earlier, thresholds) : null;
  const minimum = { SHARE: PRACTICAL_MINIMUM.SHARE, MEAN: PRACTICAL_MINIMUM.SCORE, NET: PRACTICAL_MINIMUM.NET_SCORE }[statistic];
  return { before, after, statistic, verdict, difference, practicalMinimum: minimum, shifts, standardised, namedPeriods };
}

/** Later less earlier of one statistic of one reading. */
export function differenceOf(statistic: LineChange["statistic"], reading: Reading, later: readonly number[], earlier: readonly number[], thresholds: Thresholds): Estimate {
  if (statistic === "NET") return netDifference(later, earlier, thresholds);
  if (statistic === "MEAN") return meanDifference("SCORE", momentsOf(reading, later), momentsOf(reading, earlier), "ANSWERS", thresholds);
  return shareDifference(favourableOf(reading, later), favourableOf(reading, earlier), "ANSWERS", thresholds);
}

/** Moments of the scores; null for fewer than two, which have no spread. */
export function momentsOf(reading: Reading, counts: readonly number[]): Moments | null {
  const { n, mean, sd } = ratingSummary(onScale(reading, counts), reading.min);
  return mean === null || sd === null ? null : { n, mean, sd };
}

/** How many gave a favourable score, of how many. */
export function favourableOf(reading: Reading, counts: readonly number[]): { readonly x: number; readonly n: number } {
  const [from, to] = reading.favourable;
  const sum = (all: readonly number[]): number => all.reduce((total, count) => total + count, 0);
  return { x: sum(counts.slice(from, to + 1)), n: sum(onScale(reading, counts)) };
}

/** `counts[0]` gave the lowest score of the scale. */
export function onScale({ min, max }: Reading, counts: readonly number[]): number[] {
  return Array.from({ length: max - min + 1 }, (_, index) => counts[min + index] ?? 0);
}

function heldStill(statistic: "SHARE" | "MEAN", reading: Reading, later: PeriodCounts, earlier: PeriodCounts, thresholds: Thresholds): Estimate {
  const { min, favourable: [from, to] } = reading;
  const channels = new Set([...(later.byChannel?.keys() ?? []), ...(earlier.byChannel?.keys() ?? [])]);
  const strata = [...channels].map((channel) => ({ later: onScale(reading, later.byChannel?.get(channel) ?? []), earlier: onScale(reading, earlier.byChannel?.get(channel) ?? []) }));
  const inBox = (index: number): number => (min + index >= from && min + index <= to ? 1 : 0);
  return heldStillEstimate(strata, statistic === "SHARE" ? "SHARE" : "SCORE", statistic === "SHARE" ? inBox : (index) => min + index, thresholds);
}
