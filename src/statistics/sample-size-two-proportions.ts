import { normalQuantile } from "./normal-quantile";

/**
 * Answers needed in each of two groups so that a two-sided test at `alpha` finds shares `p1` and `p2` different with the
 * chance `power`; without continuity correction, not rounded.
 *
 * Edge case: equal shares → Infinity, no number finds what is not there. Source: Fleiss (1981). METHODS 8.
 */
export function sampleSizeTwoProportions(p1: number, p2: number, power = 0.8, alpha = 0.05): number {
  const mean = (p1 + p2) / 2;
  const under = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean));
  const over = normalQuantile(power) * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  return p1 === p2 ? Infinity : ((under + over) / (p1 - p2)) ** 2;
}
