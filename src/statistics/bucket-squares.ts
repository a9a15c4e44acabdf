import { type Buckets } from "./buckets";
import { logBucketValue } from "./log-bucket";

/**
 * Sum of the squares of the values that log-buckets hold: Σ cₖ·v(k)², v(k) the value that stands for bucket k, within 2 %
 * of the exact sum where the buckets promise 1 % (METHODS 7). Units: the square of the buckets' own.
 *
 * Edge cases: values of zero add nothing; no values → 0.
 */
export function bucketSquares({ counts }: Buckets): number {
  let sum = 0;
  for (const [key, n] of counts) sum += n * logBucketValue(key) ** 2;
  return sum;
}
