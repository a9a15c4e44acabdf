import { studentTQuantile } from "../../statistics/student-t-quantile";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Reason, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** What `count` transactions have in common. */
export interface CaseValue {
  readonly count: number;
  readonly value: number;
}

/** What is known of the value beforehand. */
export interface CaseScale {
  readonly unit: "SHARE" | "RATIO";
  readonly min: number;
  readonly max: number;
}

/** Mean of something over transactions, told by groups that have it in common, with its t interval, clipped to what is possible. One alone has no interval. */
export function caseMeanEstimate(cases: readonly CaseValue[], { unit, min, max }: CaseScale, thresholds: Thresholds, reasons: readonly Reason[] = []): Estimate {
  const n = cases.reduce((sum, { count }) => sum + count, 0);
  if (n === 0) return absentEstimate(unit, "T", "NO_DATA");
  const value = cases.reduce((sum, one) => sum + one.count * one.value, 0) / n;
  const figure = { unit, method: "T", value, n } as const;
  if (n === 1) return sampled({ ...figure, low: null, high: null }, thresholds, [...reasons, "NO_INTERVAL"]);
  const squares = cases.reduce((sum, one) => sum + one.count * (one.value - value) ** 2, 0);
  const half = studentTQuantile((1 + thresholds.confidence) / 2, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return sampled({ ...figure, low: Math.max(min, value - half), high: Math.min(max, value + half) }, thresholds, reasons);
}
