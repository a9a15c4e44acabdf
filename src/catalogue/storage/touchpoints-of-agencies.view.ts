import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import type { Touchpoint } from "../domain/touchpoint";

/** Of each agency, the touchpoints in the order of their codes, one more than wanted, and how many there are. */
export async function readTouchpointsOfAgencies(unit: UnitOfWork, agencyIds: readonly string[], { first, after }: PageRequest): Promise<(PageRow<Touchpoint> & { parentId: string })[]> {
  return unit.query<(PageRow<Touchpoint> & { parentId: string })[]>(
    `/* touchpoints-of-agencies */
     SELECT p.id AS "parentId", t.total, x.*
     FROM unnest($1::uuid[]) p (id)
     CROSS JOIN LATERAL (SELECT count(*)::integer AS total FROM touchpoint WHERE agency_id = p.id) t
     LEFT JOIN LATERAL (
       SELECT id, agency_id AS "agencyId", code, channel, names, governorate, wilayat
       FROM touchpoint
       WHERE agency_id = p.id AND ($3::text IS NULL OR code > $3)
       ORDER BY code LIMIT $2) x ON true
     ORDER BY p.id, x.code`,
    [agencyIds, first + 1, after],
  );
}
