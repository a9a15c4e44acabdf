import type { UnitOfWork } from "../../database/unit-of-work";
import type { Period } from "../../shared/period";
import type { Signal } from "../domain/signal";

/** What some portal says that it measures of services on some day of a period: by service and signal. */
export async function readMeasuredSignals(unit: UnitOfWork, serviceIds: readonly string[], { from, to }: Period): Promise<readonly { readonly serviceId: string; readonly signal: Signal }[]> {
  return unit.query<{ serviceId: string; signal: Signal }[]>(
    `/* measured-signals */
     SELECT DISTINCT service_id AS "serviceId", signal
     FROM portal_signal
     WHERE service_id = ANY ($1::uuid[]) AND declared_from < $3::date AND (declared_to IS NULL OR declared_to > $2::date)`,
    [serviceIds, from, to],
  );
}
