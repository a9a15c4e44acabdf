import type { UnitOfWork } from "../../database/unit-of-work";
import type { DurationCount, TallyQuery } from "../tallies.lookup";
import { bucketMap } from "./bucket-map";

interface Row extends Omit<DurationCount, "buckets"> {
  readonly bucketKeys: readonly number[];
  readonly bucketCounts: readonly number[];
}

/** Durations by service, step, kind and turn, with their log-buckets added up. */
export async function durationCounts(unit: UnitOfWork, query: TallyQuery): Promise<readonly DurationCount[]> {
  const rows = await unit.query<Row[]>(
    `/* duration-counts */
     WITH counted AS (
       SELECT service_id, step_code, kind, turn, n, zeros, total_ms, bucket_keys, bucket_counts
       FROM (
         SELECT service_id, day, channel, segment, step_code, kind, turn, n, zeros, total_ms, bucket_keys, bucket_counts FROM duration_tally
         UNION ALL
         SELECT service_id, day, channel, segment, step_code, kind, turn, n, zeros, total_ms, bucket_keys, bucket_counts FROM duration_delta
       ) AS kept
       WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
         AND ($4::text[] IS NULL OR channel = ANY ($4)) AND ($5::text[] IS NULL OR segment = ANY ($5))
     ), spread AS (
       SELECT service_id, step_code, kind, turn, array_agg(bucket ORDER BY bucket) AS keys, array_agg(found ORDER BY bucket) AS counts
       FROM (
         SELECT service_id, step_code, kind, turn, bucket, sum(found)::float8 AS found
         FROM counted CROSS JOIN LATERAL unnest(bucket_keys, bucket_counts) AS b (bucket, found)
         GROUP BY service_id, step_code, kind, turn, bucket HAVING sum(found) <> 0
       ) AS per_bucket
       GROUP BY service_id, step_code, kind, turn
     )
     SELECT service_id AS "serviceId", nullif(step_code, '') AS "stepCode", kind, nullif(turn, '') AS turn,
       n, zeros, total_ms AS "totalMs", coalesce(keys, '{}') AS "bucketKeys", coalesce(counts, '{}') AS "bucketCounts"
     FROM (
       SELECT service_id, step_code, kind, turn, sum(n)::float8 AS n, sum(zeros)::float8 AS zeros, sum(total_ms)::float8 AS total_ms
       FROM counted GROUP BY service_id, step_code, kind, turn HAVING sum(n) <> 0
     ) AS sums LEFT JOIN spread USING (service_id, step_code, kind, turn)
     ORDER BY service_id, step_code, kind, turn`,
    [query.serviceIds, query.period.from, query.period.to, query.channels ?? null, query.segments ?? null],
  );
  return rows.map(({ bucketKeys, bucketCounts, ...count }) => ({ ...count, buckets: bucketMap(bucketKeys, bucketCounts) }));
}
