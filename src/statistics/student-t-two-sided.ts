import { jStat } from "jstat";

/**
 * Two-sided p of Student's t: P(|T| ≥ |t|) with `df` degrees of freedom (fractional allowed, > 0).
 *
 * Variant: the regularised incomplete beta I(ν/(ν+t²); ν/2, ½), which keeps its digits in the tail. df ≤ 0 → NaN.
 * Source: Abramowitz & Stegun 26.7.1.
 */
export function studentTTwoSided(t: number, df: number): number {
  if (!(df > 0)) return NaN;
  return jStat.ibeta(df / (df + t * t), df / 2, 0.5);
}
