import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import type { Service } from "../domain/service";

/** Of each agency, the services in the order of their codes, one more than wanted, and how many there are. */
export async function readServicesOfAgencies(unit: UnitOfWork, agencyIds: readonly string[], { first, after }: PageRequest): Promise<(PageRow<Service> & { parentId: string })[]> {
  return unit.query<(PageRow<Service> & { parentId: string })[]>(
    `/* services-of-agencies */
     SELECT p.id AS "parentId", t.total, x.*
     FROM unnest($1::uuid[]) p (id)
     CROSS JOIN LATERAL (SELECT count(*)::integer AS total FROM service WHERE agency_id = p.id) t
     LEFT JOIN LATERAL (
       SELECT s.id, s.agency_id AS "agencyId", s.code, s.names, s.national_code AS "nationalCode", s.survey_policy AS "surveyPolicy"
       FROM service s
       WHERE s.agency_id = p.id AND ($3::text IS NULL OR s.code > $3)
       ORDER BY s.code LIMIT $2) x ON true
     ORDER BY p.id, x.code`,
    [agencyIds, first + 1, after],
  );
}
