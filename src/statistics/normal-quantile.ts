import { jStat } from "jstat";

/**
 * Quantile of the standard normal distribution, Φ⁻¹(p).
 *
 * Edge cases: p ≤ 0 → −∞, p ≥ 1 → +∞ (jStat would say ±141), p = ½ → exactly 0. Error below 1e-9.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  return p === 0.5 ? 0 : jStat.normal.inv(p, 0, 1);
}
