import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDataSource } from "../../src/database/data-source";
import { LIMITS, type SessionLimits } from "../../src/database/limits";
import { withClient } from "../../src/database/roles";
import { databaseTrouble } from "../../src/database/trouble";
import { startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let office: string;
beforeAll(async () => {
  app = await startTestApp({ poolSize: 2 });
  office = await app.key({ role: "office" });
});
afterAll(() => app.close());

const AGENCIES = "{ agencies(first: 1) { totalCount } }";

test("docs/operations.md tells the limits as they are", () => {
  const docs = readFileSync(join(__dirname, "../../docs/operations.md"), "utf8");
  const seconds = (ms: number): string => (ms === 0 ? "–" : `${String(ms / 1_000)} s`);
  for (const { applicationName, connection, statement, lock, idleInTransaction, unit } of Object.values(LIMITS)) {
    expect(docs).toContain(`| \`${applicationName}\` | ${[connection, statement, lock, idleInTransaction, unit].map(seconds).join(" | ")} |`);
  }
});

test.each(Object.entries(LIMITS))("every session of %s carries its limits", async (_use, limits) => {
  const dataSource = await openDataSource(app.database.connections.app, { poolSize: 1, limits });
  try {
    const rows = await dataSource.query("SELECT name, setting FROM pg_settings WHERE name IN ('application_name', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')");
    expect(Object.fromEntries(rows.map(({ name, setting }: { name: string; setting: string }) => [name, setting]))).toEqual({
      application_name: limits.applicationName,
      statement_timeout: String(limits.statement),
      lock_timeout: String(limits.lock),
      idle_in_transaction_session_timeout: String(limits.idleInTransaction),
    });
  } finally {
    await dataSource.destroy();
  }
});

test.each<[string, Partial<SessionLimits>, string, string]>([
  ["runs", { statement: 100 }, "SELECT pg_sleep(5)", "TIMED_OUT"],
  ["waits for a lock", { lock: 100 }, "LOCK TABLE agency IN ROW EXCLUSIVE MODE", "OVERLOADED"],
  ["keeps its connection", { unit: 100 }, "SELECT pg_sleep(2)", "DEADLINE_EXCEEDED"],
])("a statement that %s too long is ended", async (_what, limit, statement, trouble) => {
  const dataSource = await openDataSource(app.database.connections.app, { poolSize: 1, limits: { ...LIMITS.work, ...limit } });
  try {
    await withClient({ url: app.database.url }, async (other) => {
      await other.query("BEGIN; LOCK TABLE agency IN ACCESS EXCLUSIVE MODE");
      const error: unknown = await dataSource.transaction((unit) => unit.query(statement)).catch((thrown: unknown) => thrown);
      expect(databaseTrouble(error)).toBe(trouble);
    });
  } finally {
    await dataSource.destroy();
  }
});

test("a connection that breaks between two statements of a unit of work is trouble of the database, and no bug", async () => {
  const { units } = app.house;
  for (const how of ["single", "write"] as const) {
    const error: unknown = await units[how](async (unit) => {
      const [{ pid }]: any[] = await unit.query("SELECT pg_backend_pid() AS pid");
      await withClient({ url: app.database.url }, (other) => other.query("SELECT pg_terminate_backend($1, 1000)", [pid]));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await unit.query("SELECT 1");
    }).catch((thrown: unknown) => thrown);
    expect([how, databaseTrouble(error)]).toEqual([how, "UNAVAILABLE"]);
  }
});

/** How many sessions wait for a lock, after something was done to each. In a session of its own: a unit of work sees activity as it was. */
function onWaiting(what: string): Promise<number | null> {
  return withClient({ url: app.database.url }, async (client) => (await client.query(`SELECT ${what} FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).rowCount);
}

test("whoever finds no connection in time is told to try again, whoever ran too long to ask for less; nobody else notices", async () => {
  const blocked = await withClient({ url: app.database.url }, async (other) => {
    await other.query("BEGIN; LOCK TABLE agency IN ACCESS EXCLUSIVE MODE");
    const two = [1, 2].map(() => app.send(office, AGENCIES));
    while ((await onWaiting("pid")) !== 2) await new Promise((resolve) => setTimeout(resolve, 20));

    // In other words: the same question would wait for those two answers.
    const third = await app.send(office, "{ portals { totalCount } }");
    expect(third).toMatchObject({ status: 503, errors: [{ extensions: { code: "OVERLOADED" } }] });
    // What statement_timeout does after 30 s.
    await onWaiting("pg_cancel_backend(pid)");
    return Promise.all(two);
  });
  for (const answer of blocked) expect(answer).toMatchObject({ status: 504, errors: [{ extensions: { code: "TIMED_OUT" } }] });
  expect((await app.send(office, AGENCIES)).data).toEqual({ agencies: { totalCount: 0 } });
});
