import type { UnitOfWork } from "../../database/unit-of-work";
import type { VersionFacts } from "../domain/version-facts";

/** A service's versions, drafts included, oldest first. */
export async function readProcedureVersions(unit: UnitOfWork, serviceId: string): Promise<VersionFacts[]> {
  return unit.query<VersionFacts[]>(
    `/* procedure-versions */
     SELECT p.id, p.version, p.state, p.published_at AS "publishedAt",
            (SELECT count(*)::integer FROM process_step t WHERE t.procedure_id = p.id) AS "stepCount"
     FROM procedure p
     WHERE p.service_id = $1
     ORDER BY p.version`,
    [serviceId],
  );
}
