/** How much units truly differ, and what they have in common. */
export interface RandomEffects {
  /** Variance between units, beyond chance. */
  readonly tau2: number;
  readonly mu: number;
  readonly se: number;
}

/** The same with Cochran's measures of heterogeneity. */
export interface Heterogeneity extends RandomEffects {
  readonly Q: number;
  /** Share of the variance that is between units, per cent. */
  readonly I2: number;
}

/**
 * Variance between units τ² = max(0, (Q − (k−1)) / (Σw − Σw²/Σw)), w = 1/v, and their mean weighted by 1/(v+τ²).
 *
 * `y`: value of each unit; `v`: its sampling variance, > 0. Closed form; `pauleMandel` where the v differ widely. Edge
 * cases: one unit → τ² = 0; none, or a v that is not positive → null. Source: DerSimonian & Laird (1986).
 */
export function derSimonianLaird(y: readonly number[], v: readonly number[]): Heterogeneity | null {
  if (y.length === 0 || y.length !== v.length || !v.every((one) => one > 0)) return null;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const w = v.map((one) => 1 / one);
  const fixed = sum(y.map((one, i) => one * (w[i] ?? 0))) / sum(w);
  const Q = sum(y.map((one, i) => (w[i] ?? 0) * (one - fixed) ** 2));
  const df = y.length - 1;
  const scale = sum(w) - sum(w.map((one) => one * one)) / sum(w);
  const tau2 = df === 0 ? 0 : Math.max(0, (Q - df) / scale);
  const weights = v.map((one) => 1 / (one + tau2));
  const mu = sum(y.map((one, i) => one * (weights[i] ?? 0))) / sum(weights);
  return { tau2, mu, se: Math.sqrt(1 / sum(weights)), Q, I2: Q > df ? (100 * (Q - df)) / Q : 0 };
}
