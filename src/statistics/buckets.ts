/** Counts of values by logarithmic bucket; values of zero stand apart. */
export interface Buckets {
  readonly counts: ReadonlyMap<number, number>;
  readonly zeros: number;
}

/** How many values the buckets hold. */
export function bucketTotal(buckets: Buckets): number {
  let total = buckets.zeros;
  for (const count of buckets.counts.values()) total += count;
  return total;
}
