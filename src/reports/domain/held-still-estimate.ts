import { normalQuantile } from "../../statistics/normal-quantile";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** Scores of one channel in two periods: `later[0]` gave the lowest score. */
export interface Stratum {
  readonly later: readonly number[];
  readonly earlier: readonly number[];
}

/**
 * The later mean less the earlier one, channel by channel, each weighed by its share in both periods together: the change
 * with the mix held still. `transform` says what of a score is averaged (1 or 0 for a share). No channel, or one with
 * fewer than two answers in a period, so that nothing can be held still → `NOT_TOLD_BY_CHANNEL`. Quality from the smaller n.
 */
export function heldStillEstimate(strata: readonly Stratum[], unit: "SHARE" | "SCORE", transform: (index: number) => number, thresholds: Thresholds): Estimate {
  const summed = strata.map(({ later, earlier }) => ({ later: weighed(later, transform), earlier: weighed(earlier, transform) }));
  const all = summed.reduce((total, { later, earlier }) => total + later.n + earlier.n, 0);
  if (all === 0 || summed.some(({ later, earlier }) => later.n < 2 || earlier.n < 2)) return absentEstimate(unit, "STANDARDISED", "NOT_TOLD_BY_CHANNEL");
  let [value, variance, n1, n2] = [0, 0, 0, 0];
  for (const { later, earlier } of summed) {
    const weight = (later.n + earlier.n) / all;
    value += weight * (later.mean - earlier.mean);
    variance += weight ** 2 * (later.variance / later.n + earlier.variance / earlier.n);
    n1 += later.n;
    n2 += earlier.n;
  }
  const half = normalQuantile((1 + thresholds.confidence) / 2) * Math.sqrt(variance);
  return sampled({ unit, method: "STANDARDISED", value, low: value - half, high: value + half, n: Math.min(n1, n2) }, thresholds);
}

function weighed(counts: readonly number[], transform: (index: number) => number): { readonly n: number; readonly mean: number; readonly variance: number } {
  const n = counts.reduce((total, count) => total + count, 0);
  const mean = counts.reduce((total, count, index) => total + count * transform(index), 0) / Math.max(1, n);
  const squares = counts.reduce((total, count, index) => total + count * (transform(index) - mean) ** 2, 0);
  return { n, mean, variance: squares / Math.max(1, n - 1) };
}
