import type { UnitOfWork } from "../../database/unit-of-work";
import { LANGUAGES } from "../../shared/texts";
import { SERVICE_TEXTS } from "./service-texts";

/** The languages of equal rank that are missing somewhere in the texts of services; services without a gap are left out. */
export async function readMissingLanguages(unit: UnitOfWork, serviceIds: readonly string[]): Promise<{ serviceId: string; language: string }[]> {
  return unit.query<{ serviceId: string; language: string }[]>(
    `/* missing-languages */
     SELECT DISTINCT x.service_id AS "serviceId", l.language
     FROM (${SERVICE_TEXTS}) x CROSS JOIN unnest($2::text[]) l (language)
     WHERE x.service_id = ANY($1) AND coalesce(x.texts ->> l.language, '') = ''
     ORDER BY 1, 2`,
    [serviceIds, LANGUAGES],
  );
}
