import type { UnitOfWork } from "../../database/unit-of-work";

/** Writes by which revision of the calendar transactions of a service, which are locked, are counted from now on. */
export async function raiseCalendarRevision(unit: UnitOfWork, serviceId: string, ids: readonly string[], revision: number): Promise<void> {
  await unit.query("/* raise-calendar-revision */ UPDATE transaction SET calendar_revision = $3 WHERE service_id = $1 AND id = ANY ($2::uuid[])", [serviceId, ids, revision]);
}
