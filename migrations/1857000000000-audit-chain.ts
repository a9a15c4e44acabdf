import type { MigrationInterface, QueryRunner } from "typeorm";

/** A chain over the audit log: each link holds a digest of its entry and of the link before. */
export class AuditChain1857000000000 implements MigrationInterface {
  readonly name = "AuditChain1857000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE audit_link (
        position bigint NOT NULL,
        entry_id uuid NOT NULL,
        digest bytea NOT NULL,
        CONSTRAINT audit_link_pk PRIMARY KEY (position),
        CONSTRAINT audit_link_entry_uq UNIQUE (entry_id),
        CONSTRAINT audit_link_digest_ck CHECK (octet_length(digest) = 32),
        CONSTRAINT audit_link_position_ck CHECK (position > 0)
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE audit_link");
  }
}
