import type { UnitOfWork } from "../../database/unit-of-work";
import type { StatusMeaning } from "../catalogue.lookup";

/** The status mapping of a service, by status. */
export async function readStatusMeanings(unit: UnitOfWork, serviceId: string): Promise<StatusMeaning[]> {
  return unit.query<StatusMeaning[]>(
    `/* status-meanings */
     SELECT status, step_code AS "stepCode", mark, turn, outcome
     FROM status_meaning
     WHERE service_id = $1
     ORDER BY status`,
    [serviceId],
  );
}
