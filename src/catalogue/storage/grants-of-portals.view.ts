import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import type { PortalGrant } from "../domain/portal";

/** Key of a grant within its portal. */
export type KeyedGrant = PortalGrant & { readonly key: string };

/** Of each portal, the grants in the order in which the services were made, and within one by their first day. */
export async function readGrantsOfPortals(unit: UnitOfWork, portalIds: readonly string[], { first, after }: PageRequest): Promise<(PageRow<KeyedGrant> & { parentId: string })[]> {
  return unit.query<(PageRow<KeyedGrant> & { parentId: string })[]>(
    `/* grants-of-portals */
     SELECT p.id AS "parentId", t.total, x.*
     FROM unnest($1::uuid[]) p (id)
     CROSS JOIN LATERAL (SELECT count(*)::integer AS total FROM portal_grant WHERE portal_id = p.id) t
     LEFT JOIN LATERAL (
       SELECT service_id AS "serviceId", valid_from::text AS "from", valid_to::text AS "to", service_id || ' ' || valid_from AS key
       FROM portal_grant
       WHERE portal_id = p.id AND ($3::text IS NULL OR service_id || ' ' || valid_from > $3)
       ORDER BY service_id || ' ' || valid_from LIMIT $2) x ON true
     ORDER BY p.id, x.key`,
    [portalIds, first + 1, after],
  );
}
