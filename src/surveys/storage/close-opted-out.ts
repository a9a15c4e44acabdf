import type { UnitOfWork } from "../../database/unit-of-work";

/** Ends an invitation that nobody answered, with what was filled in so far. */
export async function closeOptedOut(unit: UnitOfWork, serviceId: string, id: string): Promise<void> {
  await unit.query("/* close-opted-out */ UPDATE invitation SET state = 'OPTED_OUT', draft = NULL WHERE service_id = $1 AND id = $2 AND state = 'OPEN'", [serviceId, id]);
}
