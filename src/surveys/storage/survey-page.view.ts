import type { UnitOfWork } from "../../database/unit-of-work";
import type { Moment } from "../domain/moment";
import type { Survey } from "../domain/survey";
import { SURVEY_COLUMNS } from "./survey-columns";

/** Versions of one scope in the order of moment and version, after the one named. */
export async function readSurveyPage(
  unit: UnitOfWork,
  { serviceId, agencyId }: Pick<Survey, "serviceId" | "agencyId">,
  after: { readonly moment: Moment; readonly version: number } | undefined,
  limit: number,
): Promise<readonly Survey[]> {
  return unit.query<Survey[]>(
    `/* survey-page */
     SELECT ${SURVEY_COLUMNS}
     FROM survey
     WHERE service_id IS NOT DISTINCT FROM $1::uuid AND agency_id IS NOT DISTINCT FROM $2::uuid AND ($3::text IS NULL OR (moment, version) > ($3, $4::integer))
     ORDER BY moment, version
     LIMIT $5`,
    [serviceId, agencyId, after?.moment ?? null, after?.version ?? null, limit],
  );
}
