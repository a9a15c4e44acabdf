import type { UnitOfWork } from "../../database/unit-of-work";
import type { Procedure } from "../domain/procedure";

/** Every version of services' procedures, drafts included, oldest first. */
export async function readProceduresOfServices(unit: UnitOfWork, serviceIds: readonly string[]): Promise<Procedure[]> {
  return unit.query<Procedure[]>(
    `/* procedures-of-services */
     SELECT id, service_id AS "serviceId", version, state, standard, published_at AS "publishedAt", retired_at AS "retiredAt",
            abandon_after_days AS "abandonAfterDays", over_time_tolerance AS "overTimeTolerance"
     FROM procedure
     WHERE service_id = ANY($1)
     ORDER BY service_id, version`,
    [serviceIds],
  );
}
