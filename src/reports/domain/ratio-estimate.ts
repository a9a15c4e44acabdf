import { absentEstimate } from "./absent-estimate";
import { type Estimate, sampled, type Unit } from "./estimate";
import type { Thresholds } from "./thresholds";

/** How many of one thing there are to each of n others. The counts alone do not tell how it varies, so it has no interval. */
export function ratioEstimate(x: number, n: number, thresholds: Thresholds): Estimate {
  if (n === 0) return absentEstimate("RATIO", "RATIO", "NO_DATA");
  return sampled({ unit: "RATIO", method: "RATIO", value: x / n, low: null, high: null, n }, thresholds, ["NO_INTERVAL"]);
}

/** A total shared by n others, in any unit: what one of them has of it on average. Without an interval, as above. */
export function perEach(unit: Unit, total: number, n: number, thresholds: Thresholds): Estimate {
  if (n === 0) return absentEstimate(unit, "RATIO", "NO_DATA");
  return sampled({ unit, method: "RATIO", value: total / n, low: null, high: null, n }, thresholds, ["NO_INTERVAL"]);
}
