import { jStat } from "jstat";

/**
 * P(F ≥ f) of the F distribution with `df1` and `df2` degrees of freedom.
 *
 * Variant: the regularised incomplete beta I(d₂/(d₂+d₁f); d₂/2, d₁/2), which keeps its digits in the tail, as 1 − CDF does
 * not. f ≤ 0 → 1. Source: Abramowitz & Stegun 26.6.2.
 */
export function fUpperTail(f: number, df1: number, df2: number): number {
  return f <= 0 ? 1 : jStat.ibeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}
