import { normalCdf } from "./normal-cdf";

/** Two-sided p of a standard normal z: P(|Z| ≥ |z|). Beyond |z| = 6 only its size is to be trusted (see `normalCdf`). */
export function twoSidedNormal(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}
