import type { UnitOfWork } from "../../database/unit-of-work";
import type { CalendarRevision, EffectiveCalendar } from "../domain/effective-calendar";

/** The calendars of these revisions; those that do not exist are left out. */
export async function readCalendarRevisions(unit: UnitOfWork, wanted: readonly CalendarRevision[]): Promise<(CalendarRevision & { content: EffectiveCalendar })[]> {
  return unit.query<(CalendarRevision & { content: EffectiveCalendar })[]>(
    `/* calendar-revisions */
     SELECT r.agency_id AS "agencyId", r.revision, r.content
     FROM unnest($1::uuid[], $2::integer[]) AS w (agency_id, revision)
       JOIN calendar_revision r ON r.agency_id = w.agency_id AND r.revision = w.revision`,
    [wanted.map(({ agencyId }) => agencyId), wanted.map(({ revision }) => revision)],
  );
}
