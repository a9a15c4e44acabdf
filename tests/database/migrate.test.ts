import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createDataSource } from "../../src/database/data-source";
import { LIMITS } from "../../src/database/limits";
import { givingWay, migrate } from "../../src/database/migrate";
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

test("a migration that cannot have a table at once lets those behind it go first, and comes again", async () => {
  const { owner } = await prepareRoles(url.href, undefined);
  const dataSource = await createDataSource(owner, { poolSize: 2, limits: LIMITS.migrations }).initialize();
  const asked: number[] = [];
  try {
    await withClient({ url: url.href }, async (holder) => {
      await holder.query("BEGIN; LOCK TABLE agency IN ACCESS SHARE MODE");
      const migrating = givingWay(async () => {
        asked.push(performance.now());
        await dataSource.transaction((unit) => unit.query("LOCK TABLE agency IN ACCESS EXCLUSIVE MODE"));
      });
      await withClient({ url: url.href }, async (other) => {
        while (asked.length < 3) {
          await other.query("SELECT FROM agency");
          await sleep(10);
        }
      });
      await holder.query("COMMIT");
      await migrating;
    });
  } finally {
    await dataSource.destroy();
  }
  // It does not ask without a pause.
  expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(LIMITS.migrations.lock + 150);
  await expect(givingWay(() => Promise.reject(new Error("something else")))).rejects.toThrow("something else");
}, 60_000);
