import type { UnitOfWork } from "../../database/unit-of-work";
import type { StatusMeaning } from "../catalogue.lookup";

/** The status mappings of services, by status. */
export async function readStatusMeaningsOfServices(unit: UnitOfWork, serviceIds: readonly string[]): Promise<(StatusMeaning & { serviceId: string })[]> {
  return unit.query<(StatusMeaning & { serviceId: string })[]>(
    `/* status-meanings-of-services */
     SELECT service_id AS "serviceId", status, step_code AS "stepCode", mark, turn, outcome
     FROM status_meaning
     WHERE service_id = ANY($1)
     ORDER BY service_id, status`,
    [serviceIds],
  );
}
