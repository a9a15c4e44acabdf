/** A beta distribution fitted to the shares of a group of peers. */
export interface BetaMoments {
  readonly mean: number;
  readonly sd: number;
  /** Null where the shares vary so much, or so little, that no beta distribution has their mean and spread. */
  readonly alpha: number | null;
  readonly beta: number | null;
}

/**
 * Beta distribution of the peers' shares y/n by the method of moments, unweighted: k = m(1−m)/v − 1, α = mk, β = (1−m)k.
 *
 * `y` may be fractional (standardised or weighted counts). v is the variance over k−1. Edge cases: peers without
 * observations are left out; fewer than two peers, no spread, or k ≤ 0 → α and β null. No correction for the binomial
 * noise inside v: it starts the likelihood of `betaBinomialMle`. Source: Gelman et al., Bayesian Data Analysis, ch. 5.
 */
export function betaBinomialMoments(y: readonly number[], n: readonly number[]): BetaMoments | null {
  const shares = y.flatMap((one, i) => ((n[i] ?? 0) > 0 ? [one / (n[i] ?? 1)] : []));
  if (shares.length === 0) return null;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.length < 2 ? 0 : shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (shares.length - 1);
  const k = variance === 0 ? 0 : (mean * (1 - mean)) / variance - 1;
  return { mean, sd: Math.sqrt(variance), alpha: k > 0 ? mean * k : null, beta: k > 0 ? (1 - mean) * k : null };
}
