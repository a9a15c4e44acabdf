import type { UnitOfWork } from "../../database/unit-of-work";
import type { PageRequest, PageRow } from "../../shared/page";
import type { SignalDeclaration } from "../domain/portal";

/** Key of a declaration within its portal. */
export type KeyedDeclaration = SignalDeclaration & { readonly key: string };

/** Of each portal, what it measures or measured, in the order in which the services were made, then by signal and first day. */
export async function readSignalsOfPortals(unit: UnitOfWork, portalIds: readonly string[], { first, after }: PageRequest): Promise<(PageRow<KeyedDeclaration> & { parentId: string })[]> {
  return unit.query<(PageRow<KeyedDeclaration> & { parentId: string })[]>(
    `/* signals-of-portals */
     SELECT p.id AS "parentId", t.total, x.*
     FROM unnest($1::uuid[]) p (id)
     CROSS JOIN LATERAL (SELECT count(*)::integer AS total FROM portal_signal WHERE portal_id = p.id) t
     LEFT JOIN LATERAL (
       SELECT service_id AS "serviceId", signal, declared_from::text AS "from", declared_to::text AS "to", service_id || ' ' || signal || ' ' || declared_from AS key
       FROM portal_signal
       WHERE portal_id = p.id AND ($3::text IS NULL OR service_id || ' ' || signal || ' ' || declared_from > $3)
       ORDER BY service_id || ' ' || signal || ' ' || declared_from LIMIT $2) x ON true
     ORDER BY p.id, x.key`,
    [portalIds, first + 1, after],
  );
}
