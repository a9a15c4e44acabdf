import type { CalendarRevision } from "../../catalogue/domain/effective-calendar";
import type { UnitOfWork } from "../../database/unit-of-work";

/** Remembers that an agency's transactions are counted up to a revision; one that is behind what is remembered changes nothing. */
export async function putCalendarRecount(unit: UnitOfWork, { agencyId, revision }: CalendarRevision, at: Date): Promise<void> {
  await unit.query(PUT, [agencyId, revision, at]);
}

const PUT = `/* put-calendar-recount */
  INSERT INTO calendar_recount (agency_id, revision, recounted_at) VALUES ($1, $2, $3)
  ON CONFLICT (agency_id) DO UPDATE SET revision = excluded.revision, recounted_at = excluded.recounted_at
  WHERE calendar_recount.revision < excluded.revision`;
