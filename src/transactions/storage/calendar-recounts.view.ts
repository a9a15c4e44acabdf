import type { UnitOfWork } from "../../database/unit-of-work";

/** Up to which revision of its calendar the transactions of an agency are counted, by agency. */
export async function calendarRecounts(unit: UnitOfWork): Promise<ReadonlyMap<string, number>> {
  const rows = await unit.query<{ agency_id: string; revision: number }[]>("/* calendar-recounts */ SELECT agency_id, revision FROM calendar_recount");
  return new Map(rows.map((row) => [row.agency_id, row.revision]));
}
