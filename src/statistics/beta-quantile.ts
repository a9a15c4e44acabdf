import { jStat } from "jstat";

/** Quantile of the beta distribution (a, b > 0). Variant: jStat's inverse incomplete beta, relative error below 1e-7. */
export function betaQuantile(p: number, a: number, b: number): number {
  return jStat.beta.inv(p, a, b);
}
