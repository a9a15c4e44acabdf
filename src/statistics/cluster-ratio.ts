import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { studentTQuantile } from "./student-t-quantile";

/** What one cluster adds to a ratio: the sum of x over its n units. */
export interface RatioCluster {
  readonly x: number;
  readonly n: number;
}

/** A ratio of two sums; the interval is null where fewer than two clusters stand behind it. */
export interface ClusterRatio {
  readonly ratio: number;
  readonly interval: Interval | null;
}

/**
 * Ratio Σx/Σn over clusters (steps) whose units are alike inside, with an interval that takes the clusters, not the units,
 * as what was drawn: se² = k/(k−1)·Σ(xᵢ − R·nᵢ)²/(Σn)², R ± t(k−1)·se. So a hundred thousand passages through one step say
 * no more about steps of its kind than that one step can. Linearised variance of a ratio, with the usual k/(k−1).
 *
 * Edge cases: no units → null; one cluster → no interval; clusters of n = 0 are left out. Source: Cochran, Sampling
 * Techniques (1977), 2.11 and 6.3.
 */
export function clusterRatio(clusters: readonly RatioCluster[], confidence = DEFAULT_CONFIDENCE): ClusterRatio | null {
  const known = clusters.filter(({ n }) => n > 0);
  const n = known.reduce((sum, cluster) => sum + cluster.n, 0);
  if (n === 0) return null;
  const ratio = known.reduce((sum, { x }) => sum + x, 0) / n;
  const k = known.length;
  if (k < 2) return { ratio, interval: null };
  const residuals = known.reduce((sum, cluster) => sum + (cluster.x - ratio * cluster.n) ** 2, 0);
  const half = studentTQuantile((1 + confidence) / 2, k - 1) * (Math.sqrt((k / (k - 1)) * residuals) / n);
  return { ratio, interval: { low: ratio - half, high: ratio + half } };
}
