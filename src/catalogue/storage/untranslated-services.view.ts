import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import { LANGUAGES } from "../../shared/texts";
import { SERVICE_TEXTS } from "./service-texts";
import type { ListedService } from "./services-page.view";

/** Whose services to look among; null: everybody's. */
export interface UntranslatedScope {
  readonly agencyId: string | null;
  readonly serviceIds: readonly string[] | null;
}

/** Services with a text that lacks a language of equal rank, in the order of `services-page`, and how many there are. */
export async function readUntranslatedServices(unit: UnitOfWork, { first, after }: PageRequest, scope: UntranslatedScope): Promise<PageRow<ListedService>[]> {
  const [afterAgency = null, afterCode = ""] = after?.split("/") ?? [];
  return unit.query<PageRow<ListedService>[]>(
    `/* untranslated-services */
     WITH incomplete AS MATERIALIZED (
       SELECT DISTINCT s.id
       FROM (${SERVICE_TEXTS}) x JOIN service s ON s.id = x.service_id CROSS JOIN unnest($6::text[]) l (language)
       WHERE coalesce(x.texts ->> l.language, '') = '' AND ($4::uuid IS NULL OR s.agency_id = $4) AND ($5::uuid[] IS NULL OR s.id = ANY($5)))
     SELECT t.total, x.*
     FROM (SELECT count(*)::integer AS total FROM incomplete) t
     LEFT JOIN LATERAL (
       SELECT s.id, s.agency_id AS "agencyId", s.code, s.names, s.national_code AS "nationalCode", s.survey_policy AS "surveyPolicy", a.code AS "agencyCode"
       FROM incomplete i JOIN service s ON s.id = i.id JOIN agency a ON a.id = s.agency_id
       WHERE $2::text IS NULL OR (a.code, s.code) > ($2, $3)
       ORDER BY a.code, s.code LIMIT $1) x ON true
     ORDER BY x."agencyCode", x.code`,
    [first + 1, afterAgency, afterCode, scope.agencyId, scope.serviceIds, LANGUAGES],
  );
}
