import type { MigrationInterface, QueryRunner } from "typeorm";

/** How far retention has come, survey links whose token is forgotten, and no more rows of subjects that have nothing left. */
export class RetentionMarks1859000000000 implements MigrationInterface {
  readonly name = "RetentionMarks1859000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE retention_mark (
        service_id uuid NOT NULL,
        data_class text NOT NULL,
        through uuid NOT NULL,
        CONSTRAINT retention_mark_pk PRIMARY KEY (service_id, data_class)
      );
      ALTER TABLE invitation ALTER COLUMN token_digest DROP NOT NULL;
      DELETE FROM return_subject WHERE transactions <= 0;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      -- No token has this digest.
      UPDATE invitation SET token_digest = decode(repeat('00', 32), 'hex') WHERE token_digest IS NULL;
      ALTER TABLE invitation ALTER COLUMN token_digest SET NOT NULL;
      DROP TABLE retention_mark;
    `);
  }
}
