import type { UnitOfWork } from "../../database/unit-of-work";
import type { WorkingCalendar } from "../domain/calendar";

/** The calendars that agencies set, in the order of their days. */
export async function readCalendarsOfAgencies(unit: UnitOfWork, agencyIds: readonly string[]): Promise<(WorkingCalendar & { agencyId: string })[]> {
  return unit.query<(WorkingCalendar & { agencyId: string })[]>(
    `/* calendars-of-agencies */
     SELECT agency_id AS "agencyId", valid_from::text AS "validFrom", hours
     FROM calendar
     WHERE agency_id = ANY($1)
     ORDER BY agency_id, valid_from`,
    [agencyIds],
  );
}
