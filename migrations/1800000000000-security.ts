import type { MigrationInterface, QueryRunner } from "typeorm";

/** Keys and the audit log. */
export class Security1800000000000 implements MigrationInterface {
  readonly name = "Security1800000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE api_key (
        id uuid NOT NULL,
        key_id text NOT NULL,
        secret_digest bytea NOT NULL,
        role text NOT NULL,
        label text NOT NULL,
        portal_id uuid,
        agency_id uuid,
        service_ids uuid[],
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        CONSTRAINT api_key_pk PRIMARY KEY (id),
        CONSTRAINT api_key_key_id_uq UNIQUE (key_id),
        CONSTRAINT api_key_role_ck CHECK (role IN ('portal', 'owner', 'office', 'admin')),
        CONSTRAINT api_key_portal_ck CHECK ((role = 'portal') = (portal_id IS NOT NULL)),
        CONSTRAINT api_key_agency_ck CHECK ((role = 'owner') = (agency_id IS NOT NULL))
      );
      CREATE TABLE audit_entry (
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        action text NOT NULL,
        target jsonb NOT NULL,
        CONSTRAINT audit_entry_pk PRIMARY KEY (id)
      );
      CREATE INDEX audit_entry_at_ix ON audit_entry (at);
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE audit_entry, api_key");
  }
}
