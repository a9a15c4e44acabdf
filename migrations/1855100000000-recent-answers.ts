import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where the answers of the day came from, under a name that the day's salt makes: to know a burst, and gone with the day. */
export class RecentAnswers1855100000000 implements MigrationInterface {
  readonly name = "RecentAnswers1855100000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE recent_answer (
        service_id uuid NOT NULL,
        source text NOT NULL,
        minute timestamptz NOT NULL,
        id uuid NOT NULL,
        day date NOT NULL,
        hurried boolean NOT NULL,
        CONSTRAINT recent_answer_pk PRIMARY KEY (service_id, source, minute, id),
        CONSTRAINT recent_answer_source_ck CHECK (source ~ '^[0-9a-f]{32}$'),
        CONSTRAINT recent_answer_minute_ck CHECK (minute = date_trunc('minute', minute, 'UTC'))
      )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE recent_answer");
  }
}
