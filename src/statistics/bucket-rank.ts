import { bucketTotal, type Buckets } from "./buckets";
import { BUCKET_ERROR, logBucketValue } from "./log-bucket";

/**
 * The value of the given rank, counted from 1 for the smallest, read off the cumulative counts; within `error` of the
 * exact one. Null where there is no such rank.
 */
export function bucketRank(buckets: Buckets, rank: number, error = BUCKET_ERROR): number | null {
  if (rank < 1 || rank > bucketTotal(buckets)) return null;
  let below = buckets.zeros;
  if (rank <= below) return 0;
  for (const [key, count] of [...buckets.counts].sort(([a], [b]) => a - b)) {
    below += count;
    if (rank <= below) return logBucketValue(key, error);
  }
  return null;
}
