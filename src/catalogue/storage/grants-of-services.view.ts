import type { UnitOfWork } from "../../database/unit-of-work";
import type { Grant } from "../domain/grant";

/** When a portal may, or might, report about services. */
export async function readGrantsOfServices(unit: UnitOfWork, portalId: string, serviceIds: readonly string[]): Promise<Grant[]> {
  return unit.query<Grant[]>(
    `/* grants-of-services */
     SELECT service_id AS "serviceId", valid_from::text AS "from", valid_to::text AS "to"
     FROM portal_grant
     WHERE portal_id = $1 AND service_id = ANY($2)`,
    [portalId, serviceIds],
  );
}
