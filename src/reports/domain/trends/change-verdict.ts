import type { Estimate } from "../estimate";
import type { Thresholds } from "../thresholds";
import type { MixShift } from "./mix-shift";

/** What may be said of the change between two periods (METHODS 3.1). */
export const ChangeVerdict = {
  IMPROVED: "IMPROVED",
  WORSENED: "WORSENED",
  UNCHANGED: "UNCHANGED",
  CHANGED_MIX_DIFFERS: "CHANGED_MIX_DIFFERS",
  NOT_ENOUGH: "NOT_ENOUGH",
} as const;
export type ChangeVerdict = keyof typeof ChangeVerdict;

/** The least change worth a word, in the unit of the figure: 3 points of a share, 0.2 of a score, 6 points of a net score, whose scale is twice as long. */
export const PRACTICAL_MINIMUM = { SHARE: 0.03, SCORE: 0.2, NET_SCORE: 6 } as const;

/**
 * People come in whole numbers, so an interval of 95 % misses 0 in up to 5.6 of 100 pairs of samples between which nothing
 * changed. The word is kept for changes that clear 0 by a tenth of the margin more: then it is wrong at most 5 times.
 */
const MARGIN = 1.1;

/**
 * The verdict on a difference, later less earlier. `IMPROVED` and `WORSENED` need an interval without 0, a change worth a
 * word, `moderateFrom` observations on either side, and people who came the same way as before: where a share of the mix
 * moved by ten points, the change may be the mix's (`CHANGED_MIX_DIFFERS`). `goodIs`: the sign of a change for the better.
 */
export function changeVerdict({ unit, value, low, high, effectiveN }: Estimate, goodIs: 1 | -1, shifts: readonly MixShift[], thresholds: Thresholds): ChangeVerdict {
  if (value === null || low === null || high === null || (effectiveN ?? 0) < thresholds.moderateFrom) return "NOT_ENOUGH";
  const minimum = unit === "SHARE" || unit === "SCORE" || unit === "NET_SCORE" ? PRACTICAL_MINIMUM[unit] : 0;
  const margin = value > 0 ? value - low : high - value;
  if ((low <= 0 && high >= 0) || Math.abs(value) <= MARGIN * margin || Math.abs(value) < minimum) return "UNCHANGED";
  if (shifts.length > 0) return "CHANGED_MIX_DIFFERS";
  return Math.sign(value) === goodIs ? "IMPROVED" : "WORSENED";
}
