import type { MigrationInterface, QueryRunner } from "typeorm";

/** The hours of an agency that has not said anything, as they were when revisions began. */
const DEFAULT_HOURS = JSON.stringify([7, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "07:30", closes: "14:30", period: null })));

/**
 * Calendars as snapshots that never change, so that what was counted by one can be taken back by the same one. What an
 * earlier version counted was counted without working time: revision 0, which the recount brings up.
 */
export class CalendarRevisions1845000000000 implements MigrationInterface {
  readonly name = "CalendarRevisions1845000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE calendar_revision (
        agency_id uuid NOT NULL,
        revision integer NOT NULL,
        content jsonb NOT NULL,
        made_at timestamptz NOT NULL,
        CONSTRAINT calendar_revision_pk PRIMARY KEY (agency_id, revision),
        CONSTRAINT calendar_revision_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
        CONSTRAINT calendar_revision_revision_ck CHECK (revision > 0)
      );
      CREATE TABLE calendar_recount (
        agency_id uuid NOT NULL,
        revision integer NOT NULL,
        recounted_at timestamptz NOT NULL,
        CONSTRAINT calendar_recount_pk PRIMARY KEY (agency_id),
        CONSTRAINT calendar_recount_revision_fk FOREIGN KEY (agency_id, revision) REFERENCES calendar_revision (agency_id, revision)
      );
      INSERT INTO calendar_revision (agency_id, revision, content, made_at)
      SELECT a.id, 1, jsonb_build_object(
        'timeZone', a.time_zone,
        'weeks', jsonb_build_array(jsonb_build_object('validFrom', NULL, 'hours', '${DEFAULT_HOURS}'::jsonb)) || coalesce((
          SELECT jsonb_agg(jsonb_build_object('validFrom', c.valid_from::text, 'hours', c.hours) ORDER BY c.valid_from)
          FROM calendar c WHERE c.agency_id = a.id), '[]'),
        'periods', coalesce((
          SELECT jsonb_agg(jsonb_build_object('code', p.code, 'from', p.from_day::text, 'to', p.to_day::text) ORDER BY p.code)
          FROM named_period p WHERE p.code IN (
            SELECT h ->> 'period' FROM calendar c CROSS JOIN jsonb_array_elements(c.hours) AS h WHERE c.agency_id = a.id)), '[]'),
        'holidays', coalesce((
          SELECT jsonb_agg(d.day ORDER BY d.day)
          FROM (SELECT DISTINCT day::text AS day FROM holiday WHERE agency_id = a.id OR agency_id IS NULL) AS d), '[]')), now()
      FROM agency a;
      ALTER TABLE transaction ADD COLUMN calendar_revision integer NOT NULL DEFAULT 0;
      ALTER TABLE transaction ALTER COLUMN calendar_revision DROP DEFAULT;
    `);
  }

  /** The counts of working time go with the revisions they were counted by. */
  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DELETE FROM duration_delta WHERE calendar = 'WORKING';
      DELETE FROM duration_tally WHERE calendar = 'WORKING';
      DELETE FROM duration_month_tally WHERE calendar = 'WORKING';
      DELETE FROM duration_total_tally WHERE calendar = 'WORKING';
      ALTER TABLE transaction DROP COLUMN calendar_revision;
      DROP TABLE calendar_recount, calendar_revision;
    `);
  }
}
