import { randomBytes } from "node:crypto";
import { KeyLife1802000000000 } from "../../migrations/1802000000000-key-life";
import type { Connections } from "../../src/database/connections";
import { createDataSource } from "../../src/database/data-source";
import { migrate } from "../../src/database/migrate";
import { prepareRoles, withClient } from "../../src/database/roles";

/** S23: a database made as an operator's is, seen by the role that the application works as. */
const admin = process.env["TEST_ADMIN_URL"] ?? "";
const name = `privilege_${randomBytes(4).toString("hex")}`;
const url = new URL(admin);
url.pathname = `/${name}`;

let connections: Connections;
beforeAll(async () => {
  await withClient({ url: admin }, (client) => client.query(`CREATE DATABASE ${name}`));
  connections = await prepareRoles(url.href, undefined);
  await migrate(connections.owner);
  await withClient({ url: url.href }, (client) => client.query(`
    INSERT INTO api_key (id, key_id, role, label, created_at) VALUES (gen_random_uuid(), 'K', 'admin', 'x', now());
    INSERT INTO api_key_secret VALUES ('K', sha256('secret'));
    INSERT INTO audit_entry (id, at, actor, action, target) VALUES (gen_random_uuid(), now(), 'a', 'b', '{}')`));
}, 60_000);
afterAll(() => withClient({ url: admin }, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)));

/** SQLSTATE of what the application is refused; null where it is not. */
function refusal(sql: string): Promise<string | null> {
  return withClient(connections.app, (client) => client.query(sql).then(() => null, (error: unknown) => (error as { code: string }).code));
}

test.each([
  "CREATE TABLE public.mine (id int)",
  "CREATE TEMPORARY TABLE api_key (id int)",
  "CREATE SCHEMA mine",
  "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
  "CREATE VIEW public.mine AS SELECT 1",
  "CREATE ROLE mine",
  "CREATE EXTENSION dblink",
  "ALTER TABLE transaction ADD COLUMN mine int",
  "ALTER TABLE audit_entry OWNER TO yusr_app",
  "DROP TABLE transaction",
  "TRUNCATE audit_entry",
  "CREATE INDEX mine ON transaction (id)",
  "CREATE TRIGGER mine BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
  "UPDATE audit_entry SET actor = 'nobody'",
  "DELETE FROM audit_entry",
  "SELECT * FROM api_key_secret",
  "SELECT secret_digest FROM api_key_secret WHERE key_id = 'K'",
  "UPDATE api_key_secret SET secret_digest = sha256('mine')",
  "DELETE FROM api_key_secret",
  "DELETE FROM api_key",
  "COPY api_key_secret TO STDOUT",
  "INSERT INTO schema_migration (timestamp, name) VALUES (1, 'mine')",
  "DELETE FROM schema_migration",
  "SELECT * FROM graphile_worker._private_jobs",
  "SELECT pg_read_file('/etc/passwd')",
  "COPY transaction TO PROGRAM 'cat'",
  "SELECT rolpassword FROM pg_authid",
])("S23: the application may not: %s", async (sql) => {
  expect(await refusal(sql)).toBe("42501");
});

test("S23: it may do its work, and it may ask whether a secret fits", async () => {
  for (const sql of ["SELECT * FROM transaction", "SELECT key_id FROM api_key", "INSERT INTO audit_entry (id, at, actor, action, target) VALUES (gen_random_uuid(), now(), 'a', 'b', '{}')", "SELECT * FROM schema_migration"]) expect([sql, await refusal(sql)]).toEqual([sql, null]);
  const fits = await withClient(connections.app, (client) => client.query("SELECT api_key_opens('K', sha256('secret')) AS right, api_key_opens('K', sha256('other')) AS wrong, api_key_opens('L', sha256('secret')) AS unknown"));
  expect(fits.rows).toEqual([{ right: true, wrong: false, unknown: false }]);
  const others = await withClient({ url: url.href }, async (client) => {
    await client.query("CREATE ROLE stranger; SET ROLE stranger");
    const code = await client.query("SELECT api_key_opens('K', sha256('secret'))").then(() => null, (error: unknown) => (error as { code: string }).code);
    await client.query("RESET ROLE; DROP ROLE stranger");
    return code;
  });
  expect(others).toBe("42501");
});

test("the migration gives keys back as it found them", async () => {
  const digest = (): Promise<unknown> => withClient({ url: url.href }, async (client) => (await client.query("SELECT secret_digest = sha256('secret') AS same FROM api_key WHERE key_id = 'K'")).rows);
  const dataSource = await createDataSource(connections.owner, { poolSize: 1 }).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await new KeyLife1802000000000().down(runner);
    expect(await digest()).toEqual([{ same: true }]);
    await new KeyLife1802000000000().up(runner);
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
  const { rows } = await withClient({ url: url.href }, (client) => client.query("SELECT api_key_opens('K', sha256('secret')) AS right"));
  expect(rows).toEqual([{ right: true }]);
});
