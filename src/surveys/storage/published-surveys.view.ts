import type { UnitOfWork } from "../../database/unit-of-work";
import type { Survey } from "../domain/survey";
import { SURVEY_COLUMNS } from "./survey-columns";

/** What the services ask now, by service; at most one survey for each moment. */
export async function readPublishedSurveys(unit: UnitOfWork, serviceIds: readonly string[]): Promise<ReadonlyMap<string, readonly Survey[]>> {
  const rows = await unit.query<(Survey & { serviceId: string })[]>(PUBLISHED, [serviceIds]);
  const byService = new Map<string, Survey[]>();
  for (const survey of rows) {
    const list = byService.get(survey.serviceId);
    if (list === undefined) byService.set(survey.serviceId, [survey]);
    else list.push(survey);
  }
  return byService;
}

const PUBLISHED = `/* published-surveys */
  SELECT ${SURVEY_COLUMNS}
  FROM survey
  WHERE service_id = ANY ($1::uuid[]) AND state = 'PUBLISHED'
  ORDER BY service_id, moment`;
