import type { UnitOfWork } from "../../database/unit-of-work";
import type { Service } from "../domain/service";

export async function readServicesById(unit: UnitOfWork, ids: readonly string[]): Promise<Service[]> {
  return unit.query<Service[]>(
    `/* services-by-id */
     SELECT s.id, s.agency_id AS "agencyId", s.code, s.names, s.national_code AS "nationalCode", s.survey_policy AS "surveyPolicy"
     FROM service s
     WHERE s.id = ANY($1)`,
    [ids],
  );
}
