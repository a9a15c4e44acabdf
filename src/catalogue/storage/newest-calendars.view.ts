import type { UnitOfWork } from "../../database/unit-of-work";
import type { NewestCalendar } from "../domain/effective-calendar";

/** The newest revision of the calendar of every agency, in the order of the agencies' ids. */
export async function readNewestCalendars(unit: UnitOfWork): Promise<NewestCalendar[]> {
  return unit.query<NewestCalendar[]>(
    `/* newest-calendars */
     SELECT DISTINCT ON (r.agency_id) r.agency_id AS "agencyId", a.code AS "agencyCode", r.revision, r.made_at AS "madeAt"
     FROM calendar_revision r JOIN agency a ON a.id = r.agency_id
     ORDER BY r.agency_id, r.revision DESC`,
  );
}
