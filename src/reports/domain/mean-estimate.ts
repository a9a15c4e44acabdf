import { meanInterval } from "../../statistics/mean-interval";
import { ratingSummary } from "../../statistics/rating-summary";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, isHidden, type Reason, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** Mean rating of answers with its t interval; `counts[0]` gave `min`. One answer alone has no interval (`NO_INTERVAL`). */
export function meanEstimate(counts: readonly number[], min: number, thresholds: Thresholds, reasons: readonly Reason[] = []): Estimate {
  const { n, mean } = ratingSummary(counts, min);
  if (mean === null) return absentEstimate("SCORE", "T", "NO_DATA");
  if (isHidden(n, "ANSWERS", thresholds)) return absentEstimate("SCORE", "T", "SMALL_CELL");
  const interval = meanInterval(counts, min, thresholds.confidence);
  const figure = { unit: "SCORE", method: "T", value: mean, n } as const;
  if (interval === null) return sampled({ ...figure, low: null, high: null }, thresholds, [...reasons, "NO_INTERVAL"]);
  return sampled({ ...figure, ...interval }, thresholds, reasons);
}
