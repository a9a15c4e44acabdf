import { jStat } from "jstat";

/** ln Γ(x) for x > 0. Variant: jStat's (Lanczos). */
export function logGamma(x: number): number {
  return jStat.gammaln(x);
}
