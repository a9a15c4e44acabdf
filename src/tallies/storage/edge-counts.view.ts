import type { UnitOfWork } from "../../database/unit-of-work";
import type { EdgeCount, TallyQuery } from "../tallies.lookup";
import { bucketMap } from "./bucket-map";

interface Row extends Omit<EdgeCount, "buckets"> {
  readonly bucketKeys: readonly number[];
  readonly bucketCounts: readonly number[];
}

/** Directly-follows edges by service, with the log-buckets of their times added up. */
export async function edgeCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly EdgeCount[]> {
  const rows = await unit.query<Row[]>(
    `/* edge-counts */
     WITH counted AS (
       SELECT service_id, from_step, to_step, n, zeros, total_ms, bucket_keys, bucket_counts
       FROM (
         SELECT service_id, day, from_step, to_step, n, zeros, total_ms, bucket_keys, bucket_counts FROM edge_tally
         UNION ALL
         SELECT service_id, day, from_step, to_step, n, zeros, total_ms, bucket_keys, bucket_counts FROM edge_delta
       ) AS kept
       WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
     ), spread AS (
       SELECT service_id, from_step, to_step, array_agg(bucket ORDER BY bucket) AS keys, array_agg(found ORDER BY bucket) AS counts
       FROM (
         SELECT service_id, from_step, to_step, bucket, sum(found)::float8 AS found
         FROM counted CROSS JOIN LATERAL unnest(bucket_keys, bucket_counts) AS b (bucket, found)
         GROUP BY service_id, from_step, to_step, bucket HAVING sum(found) <> 0
       ) AS per_bucket
       GROUP BY service_id, from_step, to_step
     )
     SELECT service_id AS "serviceId", nullif(from_step, '') AS "from", nullif(to_step, '') AS "to",
       n, zeros, total_ms AS "totalMs", coalesce(keys, '{}') AS "bucketKeys", coalesce(counts, '{}') AS "bucketCounts"
     FROM (
       SELECT service_id, from_step, to_step, sum(n)::float8 AS n, sum(zeros)::float8 AS zeros, sum(total_ms)::float8 AS total_ms
       FROM counted GROUP BY service_id, from_step, to_step HAVING sum(n) <> 0
     ) AS sums LEFT JOIN spread USING (service_id, from_step, to_step)
     ORDER BY service_id, from_step, to_step`,
    [query.serviceIds, query.period.from, query.period.to],
  );
  return rows.map(({ bucketKeys, bucketCounts, ...count }) => ({ ...count, buckets: bucketMap(bucketKeys, bucketCounts) }));
}
