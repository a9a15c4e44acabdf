import { betaCdf } from "./beta-cdf";

/**
 * P(X ≥ x) for X binomial with `n` trials of probability `p0`: the exact one-sided p-value of a share above its target.
 *
 * Variant: the incomplete beta I(p₀; x, n−x+1), which keeps its digits in the tail. Edge cases: x ≤ 0 → 1; x > n → 0.
 */
export function binomialUpperTail(x: number, n: number, p0: number): number {
  if (x <= 0) return 1;
  if (x > n) return 0;
  return betaCdf(p0, x, n - x + 1);
}
