import { jStat } from "jstat";

/** P(X ≤ x) of the beta distribution (a, b > 0): the regularised incomplete beta. */
export function betaCdf(x: number, a: number, b: number): number {
  return jStat.beta.cdf(x, a, b);
}
