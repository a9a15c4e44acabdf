import { studentTQuantile } from "../../statistics/student-t-quantile";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Reason, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** What each of `count` transactions adds to one total and to another. */
export interface CaseParts {
  readonly count: number;
  readonly part: number;
  readonly whole: number;
}

/**
 * One minus the ratio of two totals over transactions (Σ part ÷ Σ whole, in [0, 1]), with a t interval by linearisation: how each transaction's
 * part differs from what its whole would let one expect. One alone has no interval.
 */
export function caseRatioEstimate(cases: readonly CaseParts[], thresholds: Thresholds, reasons: readonly Reason[] = []): Estimate {
  const sum = (of: (one: CaseParts) => number): number => cases.reduce((total, one) => total + one.count * of(one), 0);
  const [n, whole] = [sum(() => 1), sum((one) => one.whole)];
  if (n === 0 || whole === 0) return absentEstimate("SHARE", "RATIO_T", "NO_DATA");
  const ratio = sum(({ part }) => part) / whole;
  const figure = { unit: "SHARE", method: "RATIO_T", value: 1 - ratio, n } as const;
  if (n === 1) return sampled({ ...figure, low: null, high: null }, thresholds, [...reasons, "NO_INTERVAL"]);
  const squares = sum((one) => (one.part - ratio * one.whole) ** 2);
  const half = (studentTQuantile((1 + thresholds.confidence) / 2, n - 1) * Math.sqrt(squares / (n - 1) / n)) / (whole / n);
  return sampled({ ...figure, low: Math.max(0, 1 - ratio - half), high: Math.min(1, 1 - ratio + half) }, thresholds, reasons);
}
