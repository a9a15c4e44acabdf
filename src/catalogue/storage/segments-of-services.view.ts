import type { UnitOfWork } from "../../database/unit-of-work";
import type { Segment } from "../domain/segment";

/** The segments of services that still take transactions, in the order of their rules. */
export async function readSegmentsOfServices(unit: UnitOfWork, serviceIds: readonly string[]): Promise<(Segment & { serviceId: string })[]> {
  return unit.query<(Segment & { serviceId: string })[]>(
    `/* segments-of-services */
     SELECT service_id AS "serviceId", code, names, beneficiary, acted_by AS "actedBy", first_time AS "firstTime"
     FROM segment
     WHERE service_id = ANY($1) AND retired_at IS NULL
     ORDER BY service_id, position`,
    [serviceIds],
  );
}
