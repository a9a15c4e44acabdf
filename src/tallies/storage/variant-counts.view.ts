import type { UnitOfWork } from "../../database/unit-of-work";
import type { TallyQuery, VariantCount } from "../tallies.lookup";

/** Variants by service, the most frequent first. */
export async function variantCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly VariantCount[]> {
  return unit.query<VariantCount[]>(
    `/* variant-counts */
     SELECT service_id AS "serviceId", steps, n
     FROM (
       SELECT service_id, path_hash, sum(n)::float8 AS n
       FROM (
         SELECT service_id, day, path_hash, n FROM variant_tally
         UNION ALL
         SELECT service_id, day, path_hash, n FROM variant_delta
       ) AS kept
       WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
       GROUP BY service_id, path_hash HAVING sum(n) <> 0
     ) AS counted
     JOIN variant_path USING (service_id, path_hash)
     ORDER BY service_id, n DESC, path_hash`,
    [query.serviceIds, query.period.from, query.period.to],
  );
}
