import { jStat } from "jstat";

/**
 * Quantile of the standard normal distribution, Φ⁻¹(p).
 *
 * Edge cases: p ≤ 0 → −∞, p ≥ 1 → +∞ (jStat would say ±141), p = ½ → exactly 0. Error below 1e-9.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  if (p !== last.p) last = { p, quantile: p === 0.5 ? 0 : jStat.normal.inv(p, 0, 1) };
  return last.quantile;
}

/** Thousands of intervals in a row are asked for at one confidence, and the quantile is what costs. */
let last = { p: 0.5, quantile: 0 };
