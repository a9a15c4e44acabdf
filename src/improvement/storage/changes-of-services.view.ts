import type { UnitOfWork } from "../../database/unit-of-work";
import type { StoredChange } from "../domain/service-change";

/** Changes that stand, of services, the latest first. */
export async function readChangesOfServices(unit: UnitOfWork, serviceIds: readonly string[], most: number): Promise<readonly StoredChange[]> {
  return unit.query<StoredChange[]>(
    `/* changes-of-services */
     SELECT service_id AS "serviceId", id, step_code AS "stepCode", what, day::text AS day, recorded_at AS "recordedAt"
     FROM service_change
     WHERE service_id = ANY ($1::uuid[]) AND withdrawn_at IS NULL
     ORDER BY day DESC, id DESC
     LIMIT $2`,
    [serviceIds, most],
  );
}
