import { wilsonInterval } from "../../statistics/wilson-interval";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Evidence, isHidden, type Reason, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/**
 * A share x/n (0–1) with its Wilson interval. `ifNone` is the reason given for n = 0.
 *
 * @throws RangeError where x > n: the counts contradict each other, which a report must not smooth over.
 */
export function shareEstimate(
  x: number,
  n: number,
  evidence: Evidence,
  thresholds: Thresholds,
  { ifNone = "NO_DATA", reasons = [] }: { readonly ifNone?: Reason; readonly reasons?: readonly Reason[] } = {},
): Estimate {
  const interval = wilsonInterval(x, n, thresholds.confidence);
  if (interval === null) return absentEstimate("SHARE", "WILSON", ifNone);
  if (isHidden(n, evidence, thresholds)) return absentEstimate("SHARE", "WILSON", "SMALL_CELL");
  return sampled({ unit: "SHARE", method: "WILSON", value: x / n, ...interval, n }, thresholds, reasons);
}
