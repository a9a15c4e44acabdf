import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "../../src/database/migrate";
import { MIGRATIONS } from "../../src/database/migrations";
import { prepareRoles, withClient } from "../../src/database/roles";

const admin = process.env["TEST_ADMIN_URL"] ?? "";
const name = `migrated_${randomBytes(4).toString("hex")}`;
const url = new URL(admin);
url.pathname = `/${name}`;

const asAdmin = (sql: string): Promise<unknown> => withClient({ url: admin }, (client) => client.query(sql));
beforeAll(() => asAdmin(`CREATE DATABASE ${name}`));
afterAll(() => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`));

test("three at once on an empty database wait for the lock, and each migration runs once", async () => {
  const { owner } = await prepareRoles(url.href, undefined);
  const running = await withClient({ url: url.href }, async (other) => {
    await other.query("SELECT pg_advisory_lock(7208522)");
    const three = [1, 2, 3].map(() => migrate(owner));
    await sleep(500);
    const { rows } = await other.query("SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'");
    expect(rows).toEqual([{ tables: 0 }]);
    return three;
  });
  const applied = await Promise.all(running);
  expect(applied.map((names) => names.length).sort()).toEqual([0, 0, MIGRATIONS.length]);
}, 60_000);
