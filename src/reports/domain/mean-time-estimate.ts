import { bucketSquares } from "../../statistics/bucket-squares";
import { logBucketValue } from "../../statistics/log-bucket";
import { studentTQuantile } from "../../statistics/student-t-quantile";
import { absentEstimate } from "./absent-estimate";
import type { Moments } from "./difference-estimate";
import type { Durations } from "./duration-figures";
import { type Estimate, type Reason, sampled, type Unit } from "./estimate";
import type { Thresholds } from "./thresholds";

/**
 * How many durations there are, their exact mean, and their standard deviation from the log-buckets (within some 2 %), in
 * units of `size` seconds. None: null.
 */
export function timeMoments(durations: readonly Durations[], size = 1): Moments | null {
  const sum = (pick: (row: Durations) => number): number => durations.reduce((total, row) => total + pick(row), 0);
  const n = sum((row) => row.n);
  if (n === 0) return null;
  const squares = sum(({ buckets, zeros }) => bucketSquares({ counts: buckets, zeros }));
  const total = sum(({ buckets }) => [...buckets].reduce((all, [key, count]) => all + count * logBucketValue(key), 0));
  const variance = n < 2 ? 0 : Math.max(0, (squares - (total * total) / n) / (n - 1));
  return { n, mean: sum((row) => row.totalMs) / n / 1_000 / size, sd: Math.sqrt(variance) / size };
}

/** Their mean with Student's t interval; never below zero. */
export function meanTimeEstimate(unit: Unit, moments: Moments | null, thresholds: Thresholds, ifNone: Reason = "NO_DATA"): Estimate {
  if (moments === null) return absentEstimate(unit, "T", ifNone);
  const { n, mean, sd } = moments;
  if (n < 2) return sampled({ unit, method: "T", value: mean, low: null, high: null, n }, thresholds, ["NO_INTERVAL"]);
  const half = (studentTQuantile((1 + thresholds.confidence) / 2, n - 1) * sd) / Math.sqrt(n);
  return sampled({ unit, method: "T", value: mean, low: Math.max(0, mean - half), high: mean + half, n }, thresholds);
}
