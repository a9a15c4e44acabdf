/** Two arrays of equal length as they come from the database: log-bucket → how many. */
function bucketMap(keys: readonly number[], counts: readonly number[]): ReadonlyMap<number, number> {
  return new Map(keys.map((key, i) => [key, counts[i] ?? 0]));
}

/**
 * A query that sums counted durations by some columns of their key, log-bucket by log-bucket: the key, then `n`, `zeros`,
 * `total_ms`, `bucket_keys` and `bucket_counts`, in order of the key. Buckets are many more than rows: they are put together
 * by the place of their key within its service, a number, not by the words of it.
 *
 * @param from sub-select that gives the key and those five columns
 * @param key columns, `service_id` first
 */
export function summedBuckets(from: string, key: readonly string[]): string {
  const keys = key.join(", ");
  return `WITH counted AS MATERIALIZED (SELECT *, dense_rank() OVER (PARTITION BY service_id ORDER BY ${keys}) AS place FROM ${from} AS kept)
     SELECT ${keys}, n, zeros, total_ms, coalesce(bucket_keys, '{}') AS bucket_keys, coalesce(bucket_counts, '{}') AS bucket_counts
     FROM (
       SELECT place, ${keys}, sum(n)::float8 AS n, sum(zeros)::float8 AS zeros, sum(total_ms)::float8 AS total_ms
       FROM counted GROUP BY place, ${keys} HAVING sum(n) <> 0
     ) AS sums
     LEFT JOIN (
       SELECT service_id, place, array_agg(bucket ORDER BY bucket) AS bucket_keys, array_agg(found ORDER BY bucket) AS bucket_counts
       FROM (
         SELECT service_id, place, bucket, sum(found)::float8 AS found
         FROM (SELECT service_id, place, unnest(bucket_keys) AS bucket, unnest(bucket_counts) AS found FROM counted) AS one_by_one
         GROUP BY service_id, place, bucket HAVING sum(found) <> 0
       ) AS per_bucket
       GROUP BY service_id, place
     ) AS spread USING (service_id, place)
     ORDER BY service_id, place`;
}

/** Columns that {@link summedBuckets} needs besides its key. */
export const BUCKET_COLUMNS = ["n", "zeros", "total_ms", "bucket_keys", "bucket_counts"] as const;

/** What {@link summedBuckets} gives besides its key. */
export interface BucketRow {
  readonly n: number;
  readonly zeros: number;
  readonly total_ms: number;
  readonly bucket_keys: readonly number[];
  readonly bucket_counts: readonly number[];
}

/** The sums of a row as lookups tell them. */
export function sumsOf(row: BucketRow): { readonly n: number; readonly zeros: number; readonly totalMs: number; readonly buckets: ReadonlyMap<number, number> } {
  return { n: row.n, zeros: row.zeros, totalMs: row.total_ms, buckets: bucketMap(row.bucket_keys, row.bucket_counts) };
}
