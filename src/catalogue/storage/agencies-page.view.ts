import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import type { Agency } from "../domain/agency";

/** Agencies in the order of their codes, one more than wanted, and how many there are. */
export async function readAgenciesPage(unit: UnitOfWork, { first, after }: PageRequest): Promise<PageRow<Agency>[]> {
  return unit.query<PageRow<Agency>[]>(
    `/* agencies-page */
     SELECT t.total, x.*
     FROM (SELECT count(*)::integer AS total FROM agency) t
     LEFT JOIN LATERAL (
       SELECT id, code, names, time_zone AS "timeZone", embed_origins AS "embedOrigins", for_people AS "forPeople"
       FROM agency
       WHERE $2::text IS NULL OR code > $2
       ORDER BY code LIMIT $1) x ON true
     ORDER BY x.code`,
    [first + 1, after],
  );
}
