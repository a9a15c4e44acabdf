import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * By whose form an invitation was answered: without it the two states in which an answer is counted could not be counted
 * anew. Of those answered before, as many of each cell are the agency's as were counted so; which of them is nowhere read.
 */
export class TallyAudit1846000000000 implements MigrationInterface {
  readonly name = "TallyAudit1846000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE invitation DROP CONSTRAINT invitation_answered_ck, ADD COLUMN collector text;

      UPDATE invitation AS answered
      SET collector = CASE WHEN placed.place <= placed.by_agency THEN 'AGENCY' ELSE 'YUSR' END
      FROM (
        SELECT service_id, id,
          row_number() OVER (PARTITION BY service_id, day, survey_id, moment, channel, segment, language, outcome ORDER BY id) AS place,
          (
            SELECT coalesce(sum(n), 0)
            FROM (
              SELECT service_id, day, survey_id, moment, channel, segment, language, outcome, state, n FROM invitation_tally
              UNION ALL
              SELECT service_id, day, survey_id, moment, channel, segment, language, outcome, state, n FROM invitation_delta
            ) AS c
            WHERE c.service_id = i.service_id AND c.day = i.day AND c.survey_id = i.survey_id::text AND c.moment = i.moment
              AND c.channel = coalesce(i.channel, '') AND c.segment = coalesce(i.segment, '') AND c.language = coalesce(i.language, '')
              AND c.outcome = i.outcome AND c.state = 'ANSWERED_AGENCY'
          ) AS by_agency
        FROM invitation AS i
        WHERE state = 'ANSWERED'
      ) AS placed
      WHERE answered.service_id = placed.service_id AND answered.id = placed.id;

      ALTER TABLE invitation
        ADD CONSTRAINT invitation_collector_ck CHECK (collector IN ('YUSR', 'AGENCY')),
        ADD CONSTRAINT invitation_answered_ck CHECK (num_nulls(content_digest, receipt, collector) = CASE state WHEN 'ANSWERED' THEN 0 ELSE 3 END);
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE invitation DROP CONSTRAINT invitation_answered_ck, DROP COLUMN collector,
        ADD CONSTRAINT invitation_answered_ck CHECK (num_nulls(content_digest, receipt) = CASE state WHEN 'ANSWERED' THEN 0 ELSE 2 END);
    `);
  }
}
