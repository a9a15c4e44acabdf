import { clusterRatio, type RatioCluster } from "../../statistics/cluster-ratio";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Evidence, isHidden, type Reason, sampled, type Unit } from "./estimate";
import type { Thresholds } from "./thresholds";

/**
 * A ratio over steps, each of which counts as one observation (`CLUSTER_RATIO`): quality goes by how many steps there are,
 * n says how many things were counted in them. Clipped to `within`, the ends that the figure can have.
 */
export function clusterEstimate(unit: Unit, clusters: readonly RatioCluster[], evidence: Evidence, within: readonly [number, number], thresholds: Thresholds, ifNone: Reason = "NO_DATA"): Estimate {
  const found = clusterRatio(clusters, thresholds.confidence);
  if (found === null) return absentEstimate(unit, "CLUSTER_RATIO", ifNone);
  const units = clusters.reduce((sum, { n }) => sum + n, 0);
  if (isHidden(units, evidence, thresholds)) return absentEstimate(unit, "CLUSTER_RATIO", "SMALL_CELL");
  const { ratio, interval } = found;
  const ends = interval === null ? { low: null, high: null } : { low: Math.max(within[0], interval.low), high: Math.min(within[1], interval.high) };
  const steps = clusters.filter(({ n }) => n > 0).length;
  const figure = sampled({ unit, method: "CLUSTER_RATIO", value: ratio, ...ends, n: steps }, thresholds, interval === null ? ["NO_INTERVAL"] : []);
  return { ...figure, n: units };
}
