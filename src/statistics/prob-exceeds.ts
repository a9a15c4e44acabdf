import { normalCdf } from "./normal-cdf";

/**
 * P(value of a unit > threshold) = Φ((m − T)/√v), with its posterior mean `mean` and variance `variance`.
 *
 * Edge case: variance 0 → 1, 0, or ½ at the threshold itself. Source: METHODS 2.2.
 */
export function probExceeds(mean: number, variance: number, threshold: number): number {
  if (variance === 0) return mean === threshold ? 0.5 : Number(mean > threshold);
  return normalCdf((mean - threshold) / Math.sqrt(variance));
}
