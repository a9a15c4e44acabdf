import type { UnitOfWork } from "../../database/unit-of-work";
import type { ReportingPortal } from "../catalogue.lookup";

/** Which portals may report services on a day. */
export async function readPortalsOfServices(unit: UnitOfWork, serviceIds: readonly string[], day: string): Promise<ReportingPortal[]> {
  return unit.query<ReportingPortal[]>(
    `/* portals-of-services */
     SELECT p.code, p.names, g.service_id AS "serviceId"
     FROM portal_grant g JOIN portal p ON p.id = g.portal_id
     WHERE g.service_id = ANY ($1::uuid[]) AND g.valid_from <= $2::date AND (g.valid_to IS NULL OR g.valid_to > $2::date)
     ORDER BY p.code, g.service_id`,
    [serviceIds, day],
  );
}
