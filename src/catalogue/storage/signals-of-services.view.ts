import type { UnitOfWork } from "../../database/unit-of-work";
import type { MeasuredSignal } from "../catalogue.lookup";

/** Which signals of services some portal says it measures on a day. */
export async function readSignalsOfServices(unit: UnitOfWork, serviceIds: readonly string[], day: string): Promise<MeasuredSignal[]> {
  return unit.query<MeasuredSignal[]>(
    `/* signals-of-services */
     SELECT DISTINCT service_id AS "serviceId", signal
     FROM portal_signal
     WHERE service_id = ANY ($1::uuid[]) AND declared_from <= $2::date AND (declared_to IS NULL OR declared_to > $2::date)
     ORDER BY service_id, signal`,
    [serviceIds, day],
  );
}
