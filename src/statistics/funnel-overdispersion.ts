import { sampleQuantile } from "./sample-quantile";

/** How far the units of a funnel plot lie from the common share. */
export interface FunnelOverdispersion {
  readonly p0: number;
  /** Distance of each unit in standard errors of chance alone. */
  readonly z: readonly number[];
  /** Mean of the squared winsorised z: about 1 if there is chance only. */
  readonly phi: number;
  /** Variance between units that chance does not explain; 0 if φ ≤ (k−1)/k. */
  readonly tau2: number;
  /** Distance of each unit with that variance counted in. */
  readonly zAdj: readonly number[];
}

/**
 * Over-dispersion of shares x/n around their common share p₀: z winsorised at `winsorise` and 1 − `winsorise` (type-7
 * quantiles), φ = Σz²/k; if φ > (k−1)/k, τ² = (kφ−(k−1)) / (Σw − Σw²/Σw), w = 1/s²; z′ = (p−p₀)/√(s²+τ²).
 *
 * Variant: additive, which Spiegelhalter recommends. `x` and `n` may be fractional (standardised); without `p0` it is Σx/Σn.
 * Edge cases: units with n = 0 throw; fewer than two units → τ² = 0; p₀ of 0 or 1 → all z 0; no units → null.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202; Qual. Saf. Health Care 14, 347–351.
 */
export function funnelOverdispersion(x: readonly number[], n: readonly number[], winsorise = 0.1, p0?: number): FunnelOverdispersion | null {
  if (!n.every((one) => one > 0)) throw new RangeError("funnelOverdispersion needs n > 0");
  if (n.length === 0) return null;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const centre = p0 ?? sum(x) / sum(n);
  const s2 = n.map((one) => (centre * (1 - centre)) / one);
  const distance = (tau2: number): readonly number[] =>
    x.map((one, i) => {
      const variance = (s2[i] ?? 0) + tau2;
      return variance === 0 ? 0 : (one / (n[i] ?? 1) - centre) / Math.sqrt(variance);
    });
  const z = distance(0);
  const [low, high] = [sampleQuantile(z, winsorise), sampleQuantile(z, 1 - winsorise)];
  const k = z.length;
  const phi = sum(z.map((one) => Math.min(high, Math.max(low, one)) ** 2)) / k;
  const w = s2.map((one) => 1 / one);
  const over = k > 1 && phi > (k - 1) / k;
  const tau2 = over ? (k * phi - (k - 1)) / (sum(w) - sum(w.map((one) => one * one)) / sum(w)) : 0;
  return { p0: centre, z, phi, tau2, zAdj: distance(tau2) };
}
