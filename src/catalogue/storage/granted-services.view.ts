import type { UnitOfWork } from "../../database/unit-of-work";

/** Of these services, those that the portal holds a grant for on the day. */
export async function readGrantedServices(unit: UnitOfWork, portalId: string, serviceIds: readonly string[], day: string): Promise<string[]> {
  const rows = await unit.query<{ id: string }[]>(
    `/* granted-services */
     SELECT DISTINCT service_id AS id
     FROM portal_grant
     WHERE portal_id = $1 AND service_id = ANY($2) AND valid_from <= $3::date AND (valid_to IS NULL OR $3::date < valid_to)`,
    [portalId, serviceIds, day],
  );
  return rows.map((row) => row.id);
}
