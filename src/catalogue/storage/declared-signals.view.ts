import type { UnitOfWork } from "../../database/unit-of-work";
import type { DeclaredSignal } from "../domain/service-facts";

/** What a portal measures, or measured, of services: by service, signal and day. */
export async function readDeclaredSignals(unit: UnitOfWork, portalId: string, serviceIds: readonly string[]): Promise<(DeclaredSignal & { serviceId: string })[]> {
  return unit.query<(DeclaredSignal & { serviceId: string })[]>(
    `/* declared-signals */
     SELECT service_id AS "serviceId", signal, declared_from::text AS "from", declared_to::text AS "to"
     FROM portal_signal
     WHERE portal_id = $1 AND service_id = ANY($2)
     ORDER BY service_id, signal, declared_from`,
    [portalId, serviceIds],
  );
}
