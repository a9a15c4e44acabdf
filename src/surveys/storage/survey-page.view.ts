import type { UnitOfWork } from "../../database/unit-of-work";
import type { Moment } from "../domain/moment";
import type { Survey } from "../domain/survey";
import { SURVEY_COLUMNS } from "./survey-columns";

/** Versions of one service (null: the national definitions) in the order of moment and version, after the one named. */
export async function readSurveyPage(
  unit: UnitOfWork,
  serviceId: string | null,
  after: { readonly moment: Moment; readonly version: number } | undefined,
  limit: number,
): Promise<readonly Survey[]> {
  return unit.query<Survey[]>(
    `/* survey-page */
     SELECT ${SURVEY_COLUMNS}
     FROM survey
     WHERE service_id IS NOT DISTINCT FROM $1::uuid AND ($2::text IS NULL OR (moment, version) > ($2, $3::integer))
     ORDER BY moment, version
     LIMIT $4`,
    [serviceId, after?.moment ?? null, after?.version ?? null, limit],
  );
}
