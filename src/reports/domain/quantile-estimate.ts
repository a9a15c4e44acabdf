import { bucketQuantile } from "../../statistics/bucket-quantile";
import { bucketRank } from "../../statistics/bucket-rank";
import { bucketTotal, type Buckets } from "../../statistics/buckets";
import { quantileRankInterval } from "../../statistics/quantile-rank-interval";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Reason, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/**
 * A quantile of durations in seconds, within 1 %, and the order statistics it lies between. With few durations an end of
 * the interval is open: null, and `OPEN_INTERVAL`. `ifNone` is the reason given where there are none.
 */
export function quantileEstimate(buckets: Buckets, q: number, thresholds: Thresholds, ifNone: Reason = "NO_DATA"): Estimate {
  const n = bucketTotal(buckets);
  const value = bucketQuantile(buckets, q);
  if (value === null) return absentEstimate("SECONDS", "ORDER_STATISTIC", ifNone);
  const { lowerRank, upperRank } = quantileRankInterval(n, q, thresholds.confidence);
  const low = lowerRank === null ? null : bucketRank(buckets, lowerRank);
  const high = upperRank === null ? null : bucketRank(buckets, upperRank);
  return sampled({ unit: "SECONDS", method: "ORDER_STATISTIC", value, low, high, n }, thresholds, low === null || high === null ? ["OPEN_INTERVAL"] : []);
}
