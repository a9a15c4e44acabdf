import type { UnitOfWork } from "../../database/unit-of-work";
import { VARIANT_TALLY } from "../domain/tally";
import type { TallyQuery, VariantCount } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** Variants by service and procedure version, the most frequent first. */
export async function variantCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly VariantCount[]> {
  const counted = countedRows(VARIANT_TALLY, ["service_id", "procedure_id", "path_hash", "n"], query);
  return unit.query<VariantCount[]>(
    `/* variant-counts */
     SELECT service_id AS "serviceId", procedure_id AS "procedureId", steps, n
     FROM (
       SELECT service_id, procedure_id, path_hash, sum(n)::float8 AS n
       FROM ${counted.sql} AS kept
       GROUP BY service_id, procedure_id, path_hash HAVING sum(n) <> 0
     ) AS counted
     JOIN variant_path USING (service_id, path_hash)
     ORDER BY service_id, n DESC, path_hash, procedure_id`,
    [...counted.parameters],
  );
}
