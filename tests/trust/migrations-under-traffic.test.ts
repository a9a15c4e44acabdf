import { setTimeout as sleep } from "node:timers/promises";
import type { DataSource } from "typeorm";
import { createDataSource } from "../../src/database/data-source";
import { LIMITS } from "../../src/database/limits";
import { applyMigrations, givingWay } from "../../src/database/migrate";
import { MIGRATIONS } from "../../src/database/migrations";
import { grantToApp, withClient } from "../../src/database/roles";
import { figure } from "../support/figures";
import { givenService } from "../support/fixtures";
import { send, startTestApp, type TestApp } from "../support/test-app";
import { createTestDatabase, type TestDatabase } from "../support/test-database";
import type { JournalClient } from "./journal-client";
import { journaled } from "./journaled";
import { watchingLocks } from "./lock-watch";
import { KeepsTheTable1899500000000, NEXT_RELEASE } from "./next-release";
import { settle, type StormWorld, writeFacts } from "./storm-world";

/** Passages that are there already; TRUST_MIGRATION_ROWS says how many in the long form, which goes by the deadline of a real server. */
const ROWS = Number(process.env["TRUST_MIGRATION_ROWS"] ?? 3_000);
const LONG = process.env["TRUST_MIGRATION_ROWS"] !== undefined;
const PASSAGES = 6;
/** TRUST asks for it; who holds a table longer makes requests fail, which wait for a lock 1.2 s. */
const HELD_MS = 1_000;
const PATIENCE_MS = LONG ? 7_200_000 : 60_000;
/** The newest of the migrations that there are, which were written before the rule. */
const RELEASED = 3;
const REPORT = "query ($filter: ReportFilter!) { effortReport(filter: $filter, first: 10) { ... on EffortReport { services { edges { node { transactions { value } } } } } ... on Refusal { code } } }";

let database: TestDatabase;
let world: StormWorld;
let app: TestApp;
/** A service of which nobody sends anything: its rows stay what they are. */
let still: string;

const query = async <T = any>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> => withClient({ url: database.url }, async (client) => (await client.query(sql, [...parameters])).rows);

beforeAll(async () => {
  database = await createTestDatabase({ plain: true });
  world = await settle(database);
  app = await startTestApp({ database, development: false, poolSize: 10, ...(LONG ? { requestSeconds: 3 } : {}) });
  const service = await givenService(app);
  still = service.id;
  await query(
    `INSERT INTO transaction (service_id, id, reference, procedure_id, started_at, ended_at, outcome, outcome_source, channel, jackknife_group, withdrawn, calendar_revision, recorded_at, updated_at)
     SELECT $1, gen_random_uuid(), sha256(n::text::bytea), $2, timestamptz '2026-01-01' + n * interval '1 second', timestamptz '2026-02-01' + n * interval '1 second', 'GRANTED', 'PORTAL', 'WEB', n % 32, false, 0, now(), now()
     FROM generate_series(1, $3) AS n`,
    [service.id, service.procedureId, Math.ceil(ROWS / PASSAGES)],
  );
  await query(
    `INSERT INTO passage (service_id, transaction_id, ordinal, step, source_code, entered_at, left_at)
     SELECT service_id, id, n, 'FILL', 'FILL', started_at, started_at + n * interval '1 minute' FROM transaction, generate_series(1, $2::integer) AS n WHERE service_id = $1`,
    [service.id, PASSAGES],
  );
  await query("ANALYZE transaction, passage");
}, PATIENCE_MS);
afterAll(async () => {
  await app.close();
  await database.drop();
});

/** The migrations as the next release would bring them, over what there is. */
async function withMigrations<T>(next: readonly (new () => object)[], work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = createDataSource(database.connections.owner, { poolSize: 3, limits: LIMITS.migrations });
  dataSource.setOptions({ migrations: [...MIGRATIONS, ...next] });
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function down(dataSource: DataSource, steps: number): Promise<void> {
  for (let i = 0; i < steps; i += 1) await givingWay(() => dataSource.undoLastMigration());
}

/** What `pg_dump --schema-only` writes down, by PostgreSQL's catalogues: Yusr's own PostgreSQL brings no pg_dump. */
async function schema(): Promise<string> {
  const rows = await query<{ line: string }>(`
    SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '-') AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
    UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || ' ' || indisvalid FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
    UNION ALL SELECT 'rights ' || relname || ' ' || coalesce(relacl::text, '-') FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')
    ORDER BY 1`);
  return rows.map(({ line }) => line).join("\n");
}

/** Of the rows that nobody touches: how many, and a sum over all there is in them. */
const sums = (): Promise<any[]> =>
  query(["transaction", "passage"].map((table) => `SELECT count(*)::integer AS n, sum(hashtextextended(t::text, 0)::numeric)::text AS sum FROM ${table} t WHERE service_id = $1`).join(" UNION ALL "), [still]);

/** Somebody who reads reports all the while; how many, and what went wrong. */
function reader(): { stop(): Promise<{ readonly reports: number; readonly failed: readonly string[] }> } {
  const failed: string[] = [];
  let [stopped, reports] = [false, 0];
  const reading = (async () => {
    while (!stopped) {
      const { status, body } = await send(app.address, world.office, REPORT, { filter: { period: { from: "2026-01-01", to: "2026-03-01" } } });
      reports += 1;
      if (status !== 200 || body.data?.effortReport?.services === undefined) failed.push(JSON.stringify(body));
      await sleep(LONG ? 20 : 150);
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await reading;
      return { reports, failed };
    },
  };
}

/** Until so many more were delivered: each state of the schema has had its traffic. */
async function traffic({ sender }: JournalClient, more = LONG ? 2_000 : 20): Promise<void> {
  const enough = sender.deliveries + more;
  while (sender.deliveries < enough) await sleep(10);
}

test("F20 the next release's migrations go up, down and up under a running server of this one: no request fails, no table is kept from anybody for a second, nothing is lost, doubled or altered", async () => {
  const [before, rows] = [await schema(), await sums()];
  const reading = reader();
  let [locks, upMs, earlier, during] = [{ held: 0, table: "", waited: 0 }, 0, 0, 0];
  const orders = { addresses: [app.address], portals: world.portals, foreign: world.foreign, ...(LONG ? { passages: 20_000, answers: 1_000, seconds: 60 } : { passages: 1_500, answers: 60, seconds: 3, days: 1, racers: 5 }) };
  const left = await journaled(
    orders,
    async (client) => {
      await traffic(client);
      earlier = client.sender.retries;
      locks = await watchingLocks(database.url, () =>
        withMigrations(NEXT_RELEASE, async (dataSource) => {
          const began = performance.now();
          expect(await applyMigrations(dataSource)).toHaveLength(NEXT_RELEASE.length);
          upMs = performance.now() - began;
          expect(await schema()).not.toBe(before);
          await traffic(client);
          await down(dataSource, NEXT_RELEASE.length);
          expect(await schema()).toBe(before);
          await traffic(client);
          await applyMigrations(dataSource);
          await traffic(client);
          await down(dataSource, NEXT_RELEASE.length);
        }),
      );
      await traffic(client);
      during = client.sender.retries - earlier;
    },
    (facts, whole) => writeFacts(facts, { query }, app.address, world, whole, still),
  );
  const { reports, failed } = await reading.stop();
  figure("F20", `${String(rows[1]?.n)} passages: up in ${(upMs / 1_000).toFixed(1)} s, down and up again; longest lock ${locks.held.toFixed(0)} ms (${locks.table}), longest wait for one ${locks.waited.toFixed(0)} ms; ${String(left["deliveries"])} messages and ${String(reports)} reports, failed meanwhile ${String(during)} (before anything was migrated ${String(earlier)}); lost 0, doubled 0`);
  // The whole line, where something is wrong with it.
  expect({ ...left }).toMatchObject({ wrong: [], open: 0 });
  expect([during, during === 0 ? {} : left["unanswered"]]).toEqual([0, {}]);
  expect([left["passages"], left["answers"], left["figures"]].every((n) => n > 0)).toBe(true);
  expect([failed, reports > 0]).toEqual([[], true]);
  expect(locks.held).toBeLessThan(HELD_MS);
  expect(locks.waited).toBeLessThan(HELD_MS);
  expect(await schema()).toBe(before);
  expect(await sums()).toEqual(rows);
}, PATIENCE_MS);

test("F20 the newest migrations that there are go down and up over these rows and leave schema and rows as they were", async () => {
  const [before, rows] = [await schema(), await sums()];
  const locks = await watchingLocks(database.url, () =>
    withMigrations([], async (dataSource) => {
      await down(dataSource, RELEASED);
      expect(await schema()).not.toBe(before);
      await applyMigrations(dataSource);
    }),
  );
  await grantToApp(database.connections.owner);
  expect(await schema()).toBe(before);
  figure("F20", `the newest ${String(RELEASED)} over ${String(rows[1]?.n)} passages: longest lock ${locks.held.toFixed(0)} ms (${locks.table})`);
  expect(await sums()).toEqual(rows);
}, PATIENCE_MS);

test("F20 control: a migration that keeps a table for two seconds is found", async () => {
  const locks = await watchingLocks(database.url, () => withMigrations([KeepsTheTable1899500000000], (dataSource) => applyMigrations(dataSource)));
  figure("F20", `a table kept for ${locks.held.toFixed(0)} ms (${locks.table})`);
  expect(locks.table).toBe("transaction");
  expect(locks.held).toBeGreaterThan(HELD_MS);
}, PATIENCE_MS);
