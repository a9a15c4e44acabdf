import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import type { Service } from "../domain/service";

/** A service with the code of its agency, which sorts before its own. */
export type ListedService = Service & { readonly agencyCode: string };

/**
 * Services in the order of their agencies' codes and then their own, one more than wanted, and, where somebody wants to
 * know, how many there are. `after` is `AGENCY/CODE`; with an agency, its services only.
 */
export async function readServicesPage(unit: UnitOfWork, { first, after, counted = true }: PageRequest, agencyCode: string | null): Promise<PageRow<ListedService>[]> {
  const [afterAgency = null, afterCode = ""] = after?.split("/") ?? [];
  // Agency by agency, so that a page reads no more agencies than it shows.
  return unit.query<PageRow<ListedService>[]>(
    `/* services-page */
     SELECT t.total, x.*
     FROM (SELECT CASE WHEN $5::boolean THEN (SELECT count(*)::integer FROM service s JOIN agency a ON a.id = s.agency_id WHERE $4::text IS NULL OR a.code = $4) END AS total) t
     LEFT JOIN (
       SELECT s.id, a.id AS "agencyId", s.code, s.names, s.national_code AS "nationalCode", s.survey_policy AS "surveyPolicy", a.code AS "agencyCode"
       FROM (SELECT id, code FROM agency WHERE ($4::text IS NULL OR code = $4) AND ($2::text IS NULL OR code >= $2) ORDER BY code) a
       CROSS JOIN LATERAL (
         SELECT * FROM service s
         WHERE s.agency_id = a.id AND ($2::text IS NULL OR (a.code, s.code) > ($2, $3))
         ORDER BY s.code LIMIT $1) s
       ORDER BY a.code, s.code LIMIT $1) x ON true
     ORDER BY x."agencyCode", x.code`,
    [first + 1, afterAgency, afterCode, agencyCode, counted],
  );
}
