import { betaQuantile } from "./beta-quantile";

/** What is known of a share after its own observations. */
export interface BetaPosterior {
  readonly alpha: number;
  readonly beta: number;
  readonly mean: number;
  readonly sd: number;
  /** 5 % quantile: a small sample cannot push it to the top. */
  readonly q05: number;
  readonly q95: number;
}

/**
 * Share of a unit with `y` of `n`, drawn towards its peers' prior Beta(α, β): posterior Beta(α+y, β+n−y), conjugate.
 *
 * `y` may be fractional. Edge cases: n = 0 → the prior; α+y or β+n−y of 0 throws, as no distribution is left.
 * Source: Gelman et al., Bayesian Data Analysis, ch. 2.
 */
export function betaBinomialPosterior(y: number, n: number, prior: { readonly alpha: number; readonly beta: number }): BetaPosterior {
  const [alpha, beta] = [prior.alpha + y, prior.beta + n - y];
  if (!(alpha > 0 && beta > 0)) throw new RangeError("betaBinomialPosterior needs α + y > 0 and β + n − y > 0");
  const strength = alpha + beta;
  return {
    alpha,
    beta,
    mean: alpha / strength,
    sd: Math.sqrt((alpha * beta) / (strength * strength * (strength + 1))),
    q05: betaQuantile(0.05, alpha, beta),
    q95: betaQuantile(0.95, alpha, beta),
  };
}
