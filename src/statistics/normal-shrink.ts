/** Means drawn towards what the units have in common. */
export interface Shrunk {
  /** How much of its own value each keeps: its reliability, 0–1. */
  readonly weight: readonly number[];
  readonly posteriorMean: readonly number[];
  readonly posteriorVar: readonly number[];
}

/**
 * Empirical-Bayes estimates of units with values `y` and sampling variances `v` around `mu` with variance `tau2` between
 * them: B = τ²/(τ²+v), μ + B(y−μ), variance B·v.
 *
 * Variant: with `muSe` the variance also carries (1−B)²·SE(μ)², for honesty with fewer than 20 units. Edge cases: τ² = 0 →
 * everyone is μ. Source: METHODS 2.1; Gelman et al., Bayesian Data Analysis, ch. 5.
 */
export function normalShrink(y: readonly number[], v: readonly number[], mu: number, tau2: number, muSe = 0): Shrunk {
  const weight = v.map((one) => (tau2 === 0 ? 0 : tau2 / (tau2 + one)));
  return {
    weight,
    posteriorMean: y.map((one, i) => mu + (weight[i] ?? 0) * (one - mu)),
    posteriorVar: v.map((one, i) => (weight[i] ?? 0) * one + (1 - (weight[i] ?? 0)) ** 2 * muSe * muSe),
  };
}
