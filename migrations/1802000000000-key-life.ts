import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Keys that may do less than their role, and keys in the place of others. Their digests move where the application can
 * write and ask about one, and read none.
 */
export class KeyLife1802000000000 implements MigrationInterface {
  readonly name = "KeyLife1802000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE api_key_secret (
        key_id text NOT NULL,
        secret_digest bytea NOT NULL,
        CONSTRAINT api_key_secret_pk PRIMARY KEY (key_id),
        CONSTRAINT api_key_secret_digest_ck CHECK (octet_length(secret_digest) = 32)
      );
      INSERT INTO api_key_secret SELECT key_id, secret_digest FROM api_key;
      ALTER TABLE api_key DROP COLUMN secret_digest,
        ADD COLUMN scopes text[],
        ADD COLUMN replaces text,
        ADD CONSTRAINT api_key_scopes_ck CHECK (scopes <> '{}' AND scopes <@ CASE role WHEN 'portal' THEN ARRAY['intake', 'invitations', 'responses'] ELSE ARRAY['read'] END);
      CREATE FUNCTION api_key_opens(asked_key_id text, asked_digest bytea) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS 'SELECT EXISTS (SELECT FROM public.api_key_secret WHERE key_id = asked_key_id AND secret_digest = asked_digest)';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP FUNCTION api_key_opens;
      ALTER TABLE api_key DROP CONSTRAINT api_key_scopes_ck, DROP COLUMN scopes, DROP COLUMN replaces, ADD COLUMN secret_digest bytea;
      UPDATE api_key SET secret_digest = (SELECT s.secret_digest FROM api_key_secret s WHERE s.key_id = api_key.key_id);
      ALTER TABLE api_key ALTER COLUMN secret_digest SET NOT NULL;
      DROP TABLE api_key_secret;
    `);
  }
}
