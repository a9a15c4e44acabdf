import { bucketRank } from "./bucket-rank";
import { bucketTotal, type Buckets } from "./buckets";
import { BUCKET_ERROR } from "./log-bucket";

/**
 * Quantile `q` (0–1) of the values in logarithmic buckets, within `error` of the exact lower quantile: the value of
 * rank q·(n−1), rounded down, counted from 0. Empty → null. METHODS 7.
 */
export function bucketQuantile(buckets: Buckets, q: number, error = BUCKET_ERROR): number | null {
  const n = bucketTotal(buckets);
  return n === 0 ? null : bucketRank(buckets, Math.floor(q * (n - 1)) + 1, error);
}
