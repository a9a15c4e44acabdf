import { jStat } from "jstat";

/** Quantile of the chi-square distribution with `df` > 0 degrees of freedom. Variant: jStat's inverse incomplete gamma. */
export function chiSquareQuantile(p: number, df: number): number {
  return jStat.chisquare.inv(p, df);
}
