import type { UnitOfWork } from "../../database/unit-of-work";
import { VARIANT_TALLY } from "../domain/tally";
import type { TallyQuery, VariantCount } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** Variants by service, the most frequent first. */
export async function variantCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly VariantCount[]> {
  const counted = countedRows(VARIANT_TALLY, ["service_id", "path_hash", "n"], query);
  return unit.query<VariantCount[]>(
    `/* variant-counts */
     SELECT service_id AS "serviceId", steps, n
     FROM (
       SELECT service_id, path_hash, sum(n)::float8 AS n
       FROM ${counted.sql} AS kept
       GROUP BY service_id, path_hash HAVING sum(n) <> 0
     ) AS counted
     JOIN variant_path USING (service_id, path_hash)
     ORDER BY service_id, n DESC, path_hash`,
    [...counted.parameters],
  );
}
