import type { UnitOfWork } from "../../database/unit-of-work";
import { DEFAULT_HOURS } from "../domain/check-hours";

/** Key of the advisory lock that revisions are made under. */
const REVISION_LOCK = 7_208_541;

/** Makes the revisions of calendars that transactions are counted by. */
export class CalendarRevisionRepository {
  /**
   * Gives every agency whose working days are not those of its newest revision (a new agency has none) a further one, as
   * of now. To be called last in each unit of work that touches agencies, calendars, holidays or named periods: one such
   * unit after the other, so that each sees what the one before it did.
   */
  async revise(unit: UnitOfWork, now: Date): Promise<void> {
    await unit.query("/* lock-calendar-revisions */ SELECT pg_advisory_xact_lock($1)", [REVISION_LOCK]);
    await unit.query(REVISE, [JSON.stringify(DEFAULT_HOURS), now]);
  }
}

const REVISE = `/* revise-calendars */
  INSERT INTO calendar_revision (agency_id, revision, content, made_at)
  SELECT e.agency_id, coalesce(newest.revision, 0) + 1, e.content, $2
  FROM (
    SELECT a.id AS agency_id, jsonb_build_object(
      'timeZone', a.time_zone,
      'weeks', jsonb_build_array(jsonb_build_object('validFrom', NULL, 'hours', $1::jsonb)) || coalesce((
        SELECT jsonb_agg(jsonb_build_object('validFrom', c.valid_from::text, 'hours', c.hours) ORDER BY c.valid_from)
        FROM calendar c WHERE c.agency_id = a.id), '[]'),
      'periods', coalesce((
        SELECT jsonb_agg(jsonb_build_object('code', p.code, 'from', p.from_day::text, 'to', p.to_day::text) ORDER BY p.code)
        FROM named_period p WHERE p.code IN (
          SELECT h ->> 'period' FROM calendar c CROSS JOIN jsonb_array_elements(c.hours) AS h WHERE c.agency_id = a.id)), '[]'),
      'holidays', coalesce((
        SELECT jsonb_agg(d.day ORDER BY d.day)
        FROM (SELECT DISTINCT day::text AS day FROM holiday WHERE agency_id = a.id OR agency_id IS NULL) AS d), '[]')) AS content
    FROM agency a
  ) AS e
  LEFT JOIN LATERAL (
    SELECT revision, content FROM calendar_revision r WHERE r.agency_id = e.agency_id ORDER BY revision DESC LIMIT 1
  ) AS newest ON true
  WHERE newest.content IS DISTINCT FROM e.content`;
