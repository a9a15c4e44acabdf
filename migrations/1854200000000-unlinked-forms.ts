import type { MigrationInterface, QueryRunner } from "typeorm";

/** Forms answered through a code at a counter, kept for as long as they could be sent again. */
export class UnlinkedForms1854200000000 implements MigrationInterface {
  readonly name = "UnlinkedForms1854200000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE unlinked_form (
        service_id uuid NOT NULL,
        digest bytea NOT NULL,
        content_digest bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT unlinked_form_pk PRIMARY KEY (service_id, digest),
        CONSTRAINT unlinked_form_digest_ck CHECK (octet_length(digest) = 32)
      );
      CREATE INDEX unlinked_form_expires_at_ix ON unlinked_form (expires_at);
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE unlinked_form");
  }
}
