import type { UnitOfWork } from "../../database/unit-of-work";
import type { Survey } from "../domain/survey";
import { SURVEY_COLUMNS } from "./survey-columns";

/** Every survey that is published for one of the services, for one of their agencies, or for all; the order is that of their moments. */
export async function readPublishedSurveys(unit: UnitOfWork, services: readonly { readonly id: string; readonly agencyId: string }[]): Promise<readonly Survey[]> {
  return unit.query<Survey[]>(PUBLISHED, [services.map(({ id }) => id), [...new Set(services.map(({ agencyId }) => agencyId))]]);
}

const PUBLISHED = `/* published-surveys */
  SELECT ${SURVEY_COLUMNS}
  FROM survey
  WHERE state = 'PUBLISHED' AND (service_id = ANY ($1::uuid[]) OR (service_id IS NULL AND (agency_id IS NULL OR agency_id = ANY ($2::uuid[]))))
  ORDER BY moment, service_id, agency_id`;
