import { studentTQuantile } from "../../statistics/student-t-quantile";
import { wilsonInterval } from "../../statistics/wilson-interval";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, qualityOf, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** A standardised share with the Wilson interval of its effective n (p(1−p)/SE²); null: more of the mix is lacking than may. */
export function standardisedShareEstimate(share: { readonly value: number; readonly effectiveN: number; readonly n: number } | null, thresholds: Thresholds): Estimate {
  if (share === null) return absentEstimate("SHARE", "DIRECT_STANDARDISED", "MIX_NOT_COVERED");
  const { value, effectiveN, n } = share;
  const interval = wilsonInterval(value * effectiveN, effectiveN, thresholds.confidence);
  if (interval === null) return absentEstimate("SHARE", "DIRECT_STANDARDISED", "NO_DATA");
  return { ...sampled({ unit: "SHARE", method: "DIRECT_STANDARDISED", value, ...interval, n }, thresholds), effectiveN, quality: qualityOf(effectiveN, thresholds) };
}

/** A standardised mean, ± t(n−1)·SE, clipped to the scale; null as above. */
export function standardisedMeanEstimate(
  mean: { readonly value: number; readonly se: number; readonly n: number } | null,
  scale: { readonly min: number; readonly max: number },
  thresholds: Thresholds,
): Estimate {
  if (mean === null) return absentEstimate("SCORE", "DIRECT_STANDARDISED", "MIX_NOT_COVERED");
  const { value, se, n } = mean;
  const half = studentTQuantile((1 + thresholds.confidence) / 2, n - 1) * se;
  return sampled({ unit: "SCORE", method: "DIRECT_STANDARDISED", value, low: Math.max(scale.min, value - half), high: Math.min(scale.max, value + half), n }, thresholds);
}
