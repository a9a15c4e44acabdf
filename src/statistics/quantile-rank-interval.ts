import { binomialCdf } from "./binomial-cdf";
import { DEFAULT_CONFIDENCE } from "./interval";
import { normalQuantile } from "./normal-quantile";

/** Between which of n sorted values (ranks from 1) a quantile lies. */
export interface RankInterval {
  /** Null: no finite lower end, n is too small. */
  readonly lowerRank: number | null;
  /** Null: no finite upper end. */
  readonly upperRank: number | null;
  /** Probability with which the interval really covers the quantile; at least the confidence asked for. */
  readonly coverage: number;
}

/**
 * Distribution-free interval of the q-quantile of n values by order statistics: from rank l = binom⁻¹(α/2) to
 * u = binom⁻¹(1−α/2) + 1. The median of 100 lies between the 40th and the 61st.
 *
 * n = 0 → both ends open, coverage 1. Source: Hahn & Meeker, Statistical Intervals; METHODS 7.
 */
export function quantileRankInterval(n: number, q: number, confidence = DEFAULT_CONFIDENCE): RankInterval {
  const lower = binomialQuantile((1 - confidence) / 2, n, q);
  const upper = binomialQuantile((1 + confidence) / 2, n, q) + 1;
  const coverage = (upper > n ? 1 : binomialCdf(upper - 1, n, q)) - binomialCdf(lower - 1, n, q);
  return { lowerRank: lower < 1 ? null : lower, upperRank: upper > n ? null : upper, coverage };
}

/** Smallest k with P(X ≤ k) ≥ p. Starts at the normal approximation, which is at most a few steps away. */
function binomialQuantile(p: number, n: number, q: number): number {
  let k = Math.round(n * q + normalQuantile(p) * Math.sqrt(n * q * (1 - q)));
  k = Math.min(n, Math.max(0, k));
  while (k > 0 && binomialCdf(k - 1, n, q) >= p) k -= 1;
  while (k < n && binomialCdf(k, n, q) < p) k += 1;
  return k;
}
