import { jStat } from "jstat";

/**
 * P(X ≤ k) for X binomial with `n` trials of probability `p`.
 *
 * Edge cases: k < 0 → 0, k ≥ n → 1. jStat rounds to ten digits; its own incomplete beta, the other way to this number,
 * is wrong from about 100,000 trials on.
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : jStat.binomial.cdf(Math.floor(k), n, p);
}
