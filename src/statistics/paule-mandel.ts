import type { RandomEffects } from "./der-simonian-laird";

/**
 * Variance between units: the τ² at which Σ(y−μ)²/(v+τ²) is what chance expects, k−1, and the mean it gives.
 *
 * Variant: Newton's steps from 0 (DerSimonian & Kacker 2007), preferred where the variances `v` differ widely. Edge cases:
 * less spread than chance → τ² = 0; one unit → 0; none, or a v that is not positive → null. Source: Paule & Mandel (1982).
 */
export function pauleMandel(y: readonly number[], v: readonly number[]): RandomEffects | null {
  if (y.length === 0 || y.length !== v.length || !v.every((one) => one > 0)) return null;
  const at = (tau2: number): { mu: number; weight: number; excess: number; slope: number } => {
    const w = v.map((one) => 1 / (one + tau2));
    const weight = w.reduce((total, one) => total + one, 0);
    const mu = y.reduce((total, one, i) => total + one * (w[i] ?? 0), 0) / weight;
    const squares = y.map((one) => (one - mu) ** 2);
    return {
      mu,
      weight,
      excess: squares.reduce((total, square, i) => total + square * (w[i] ?? 0), 0) - (y.length - 1),
      slope: squares.reduce((total, square, i) => total + square * (w[i] ?? 0) ** 2, 0),
    };
  };
  let tau2 = 0;
  for (let steps = 0; y.length > 1 && steps < 200; steps += 1) {
    const { excess, slope } = at(tau2);
    if (slope === 0 || (tau2 === 0 && excess <= 0)) break;
    const next = Math.max(0, tau2 + excess / slope);
    if (Math.abs(next - tau2) <= 1e-14 * Math.max(1e-300, next)) break;
    tau2 = next;
  }
  const { mu, weight } = at(tau2);
  return { tau2, mu, se: Math.sqrt(1 / weight) };
}
