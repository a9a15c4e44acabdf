import { Client } from "pg";
import { type Connection, type Connections, DATABASE_ROLES, sessionOptions } from "./connections";

/**
 * Makes the two roles where they are missing and may be made, and says which connections to use: as the roles where the
 * user of `url` may take them on, else as that user itself (a managed server whose user may not create roles).
 */
export async function prepareRoles(url: string, migrationUrl: string | undefined): Promise<Connections> {
  const owner = await roleOf(migrationUrl ?? url, "yusr_owner");
  const app = await roleOf(url, "yusr_app");
  return { owner, app };
}

async function roleOf(url: string, role: (typeof DATABASE_ROLES)[number]): Promise<Connection> {
  return withClient({ url }, async (client) => {
    const { rows } = await client.query<{ may_create: boolean; user: string }>(
      "SELECT rolcreaterole OR rolsuper AS may_create, current_user AS user FROM pg_roles WHERE rolname = current_user",
    );
    if (rows[0]?.user === role) return { url };
    if (rows[0]?.may_create === true) await createMissingRoles(client);
    const member = await client.query<{ ok: boolean }>("SELECT pg_has_role(current_user, oid, 'MEMBER') AS ok FROM pg_roles WHERE rolname = $1", [role]);
    if (member.rows[0]?.ok !== true) return { url };
    if (role === "yusr_owner") await client.query("GRANT USAGE, CREATE ON SCHEMA public TO yusr_owner").catch(() => undefined);
    const { rows: databases } = await client.query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
    await client.query(`GRANT CREATE, CONNECT, TEMPORARY ON DATABASE ${databases[0]?.name ?? ""} TO yusr_owner`).catch(() => undefined);
    // PostgreSQL lets everybody make temporary tables, which would stand in front of ours.
    await client.query(`REVOKE TEMPORARY ON DATABASE ${databases[0]?.name ?? ""} FROM PUBLIC`).catch(() => undefined);
    return { url, role };
  });
}

async function createMissingRoles(client: Client): Promise<void> {
  for (const role of DATABASE_ROLES) {
    const { rows } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
    if (rows.length > 0) continue;
    await client.query(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE`).catch((error: unknown) => {
      // Two starts at once: the other one was quicker.
      if ((error as { code?: string }).code !== "42710" && (error as { code?: string }).code !== "23505") throw error;
    });
    await client.query(`GRANT ${role} TO CURRENT_USER`).catch(() => undefined);
  }
}

/**
 * Lets `yusr_app` read and write what `yusr_owner` made, and nothing more: it cannot change a table, nor what the audit
 * log says, nor read the digests of keys, nor change what people are asked under a version (docs/decisions/0023). Run after every migration.
 */
export async function grantToApp(owner: Connection): Promise<void> {
  await withClient(owner, async (client) => {
    const { rows } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = 'yusr_app'");
    if (rows.length === 0) return;
    await client.query(`
      GRANT USAGE ON SCHEMA public TO yusr_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO yusr_app;
      REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM yusr_app;
      REVOKE UPDATE, DELETE ON audit_entry, audit_link FROM yusr_app;
      REVOKE DELETE ON api_key FROM yusr_app;
      REVOKE SELECT, UPDATE, DELETE ON api_key_secret FROM yusr_app;
      REVOKE EXECUTE ON FUNCTION api_key_opens FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION api_key_opens TO yusr_app;
      REVOKE UPDATE, DELETE ON instrument, instrument_translation, survey FROM yusr_app;
      GRANT UPDATE (validation, test_mark, source, note) ON instrument TO yusr_app;
      GRANT UPDATE (tested_by, tested_on) ON instrument_translation TO yusr_app;
      GRANT UPDATE (state, approval, published_at, retired_at) ON survey TO yusr_app;
    `);
  });
}

export async function withClient<T>(connection: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: connection.url, connectionTimeoutMillis: 5_000, application_name: "yusr", ...sessionOptions(connection) });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
