import type { UnitOfWork } from "../../database/unit-of-work";
import type { StepVersion, VersionsWanted } from "../catalogue.lookup";

/** Steps as each version describes them, but for the standard procedures. */
export async function readStepVersions(unit: UnitOfWork, serviceIds: readonly string[], wanted: VersionsWanted): Promise<readonly StepVersion[]> {
  return unit.query<StepVersion[]>(
    `/* step-versions */
     SELECT "serviceId", "procedureId", version, "stepCode", kind, automation
     FROM (
       SELECT p.service_id AS "serviceId", p.id AS "procedureId", p.version, t.code AS "stepCode", t.kind, t.automation, t.in_person,
         min(t.automation) OVER same_step <> max(t.automation) OVER same_step AS changed
       FROM procedure p JOIN process_step t ON t.procedure_id = p.id
       WHERE p.service_id = ANY ($1::uuid[]) AND p.state <> 'DRAFT' AND NOT p.standard
       WINDOW same_step AS (PARTITION BY p.service_id, t.code)
     ) AS steps
     WHERE (in_person OR NOT $2::boolean) AND (changed OR NOT $3::boolean)
     ORDER BY "serviceId", "stepCode", version`,
    [serviceIds, wanted.inPerson === true, wanted.automationChanged === true],
  );
}
