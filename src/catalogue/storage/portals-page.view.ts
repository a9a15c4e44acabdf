import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import type { Portal } from "../domain/portal";

/** Portals in the order of their codes, one more than wanted, and how many there are; with an id, that one alone. */
export async function readPortalsPage(unit: UnitOfWork, { first, after }: PageRequest, onlyId: string | null): Promise<PageRow<Portal>[]> {
  return unit.query<PageRow<Portal>[]>(
    `/* portals-page */
     SELECT t.total, x.*
     FROM (SELECT count(*)::integer AS total FROM portal WHERE $3::uuid IS NULL OR id = $3) t
     LEFT JOIN LATERAL (
       SELECT id, code, names, agency_id AS "agencyId"
       FROM portal
       WHERE ($3::uuid IS NULL OR id = $3) AND ($2::text IS NULL OR code > $2)
       ORDER BY code LIMIT $1) x ON true
     ORDER BY x.code`,
    [first + 1, after, onlyId],
  );
}
