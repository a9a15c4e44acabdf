import { studentTQuantile } from "../../statistics/student-t-quantile";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Method, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** An estimate and what its jackknife says of it. */
export interface WithRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A share of the variance (a relative weight, R²) with its jackknife interval, within 0 and 1. */
export function explainedEstimate({ value, low, high }: WithRange, n: number, thresholds: Thresholds): Estimate {
  return sampled({ unit: "SHARE", method: "DAGJK", value: Math.min(1, value), low: Math.max(0, low), high: Math.min(1, high), n }, thresholds);
}

/** A standardised coefficient with its jackknife interval. */
export function coefficientEstimate(range: WithRange, n: number, thresholds: Thresholds): Estimate {
  return sampled({ unit: "RATIO", method: "OLS", ...range, n }, thresholds);
}

/** A share of R² without an interval. */
export function shapleyEstimate(value: number, n: number, thresholds: Thresholds): Estimate {
  return sampled({ unit: "SHARE", method: "LMG", value, low: null, high: null, n }, thresholds, ["NO_INTERVAL"]);
}

/** A mean of n numbers of which the sum and the sum of squares are known, with its t interval. */
export function averageEstimate(n: number, sum: number, squares: number, unit: "SCORE" | "RATIO", thresholds: Thresholds): Estimate {
  const method: Method = "T";
  if (n === 0) return absentEstimate(unit, method, "NO_DATA");
  const value = sum / n;
  if (n < 2) return sampled({ unit, method, value, low: null, high: null, n }, thresholds, ["NO_INTERVAL"]);
  const half = studentTQuantile((1 + thresholds.confidence) / 2, n - 1) * Math.sqrt(Math.max(0, squares - n * value * value) / (n - 1) / n);
  return sampled({ unit, method, value, low: Math.max(0, value - half), high: value + half, n }, thresholds);
}
