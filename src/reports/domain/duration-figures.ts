import type { Turn } from "../../catalogue/domain/turn";
import type { Buckets } from "../../statistics/buckets";
import { mergeBuckets } from "../../statistics/merge-buckets";
import { absentEstimate } from "./absent-estimate";
import { totalSeconds } from "./count-estimate";
import type { Estimate, Reason } from "./estimate";
import { quantileEstimate } from "./quantile-estimate";
import type { Thresholds } from "./thresholds";

/** Durations of one kind, as the counts keep them. */
export interface Durations {
  readonly turn: Turn | null;
  readonly buckets: ReadonlyMap<number, number>;
  readonly zeros: number;
  readonly n: number;
  readonly totalMs: number;
}

/** How long something took: the middle one, the one that nine in ten stayed below, and all together. Seconds. */
export interface DurationFigures {
  readonly median: Estimate;
  readonly p90: Estimate;
  /** Every second of it added up; exact. */
  readonly total: Estimate;
}

/** Figures over all the durations given, whoever's turn it was; `ifNone` is the reason where there are none. */
export function durationFigures(durations: readonly Durations[], thresholds: Thresholds, ifNone: Reason = "NO_DATA"): DurationFigures {
  const buckets: Buckets = mergeBuckets(durations.map(({ buckets: counts, zeros }) => ({ counts, zeros })));
  const n = durations.reduce((sum, row) => sum + row.n, 0);
  return {
    median: quantileEstimate(buckets, 0.5, thresholds, ifNone),
    p90: quantileEstimate(buckets, 0.9, thresholds, ifNone),
    total: n === 0 ? absentEstimate("SECONDS", "SUM", ifNone) : totalSeconds(durations.reduce((sum, row) => sum + row.totalMs, 0), n),
  };
}
