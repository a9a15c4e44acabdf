import type { UnitOfWork } from "../../database/unit-of-work";
import type { StepTraits, TraitsWanted } from "../catalogue.lookup";

/** Steps as the latest version that has them describes them, those that meet every condition. */
export async function readStepTraits(unit: UnitOfWork, serviceIds: readonly string[], wanted: TraitsWanted): Promise<readonly StepTraits[]> {
  return unit.query<StepTraits[]>(
    `/* step-traits */
     SELECT "serviceId", "stepCode", kind, "ownExpectedTime", "standardTime"
     FROM (
       SELECT DISTINCT ON (p.service_id, t.code) p.service_id AS "serviceId", t.code AS "stepCode", t.kind, t.automation,
         coalesce(t.expected_source = 'OWNER', false) AS "ownExpectedTime", coalesce(t.expected_source <> 'OWNER', false) AS "standardTime"
       FROM procedure p JOIN process_step t ON t.procedure_id = p.id
       WHERE p.service_id = ANY ($1::uuid[]) AND p.state <> 'DRAFT'
       ORDER BY p.service_id, t.code, p.version DESC
     ) AS latest
     WHERE ($2::text[] IS NULL OR kind = ANY ($2)) AND ($3::text[] IS NULL OR automation = ANY ($3))`,
    [serviceIds, wanted.kinds ?? null, wanted.automation ?? null],
  );
}
