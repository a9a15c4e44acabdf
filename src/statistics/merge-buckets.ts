import type { Buckets } from "./buckets";

/**
 * The buckets of all values together: counts added by key. Exact: the same as if every value had been put into one set
 * of buckets, in any order and split. None → empty.
 */
export function mergeBuckets(parts: readonly Buckets[]): Buckets {
  const counts = new Map<number, number>();
  let zeros = 0;
  for (const part of parts) {
    zeros += part.zeros;
    for (const [key, count] of part.counts) counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return { counts, zeros };
}
