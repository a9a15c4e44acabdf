import { addDistributeCommand } from "../../src/cli/distribute.command";
import { distribute, distributionPlan, type DistributionPlan } from "../../src/database/distribute";
import { REFERENCE_TABLES } from "../../src/database/reference-tables";
import { withClient } from "../../src/database/roles";
import { createTestDatabase, type TestDatabase } from "../support/test-database";
import { runOnDatabase } from "../support/test-cli";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ plain: true });
});
afterAll(() => database.drop());

const QUIET = { dryRun: false, progress: () => undefined };
const ofStep = ({ statements }: DistributionPlan, step: string): readonly string[] => statements.filter((statement) => statement.step === step).map(({ sql }) => sql);
const query = <T extends object>(sql: string): Promise<T[]> => withClient({ url: database.url }, async (client) => (await client.query<T>(sql)).rows);
const cli = (...args: readonly string[]) => runOnDatabase(database.connections, [addDistributeCommand], "distribute", ...args);

test("every table once, the small ones whole on every node, all others with their service", async () => {
  const plan = await withClient(database.connections.owner, distributionPlan);
  const tables = (await query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")).map(({ name }) => name);
  const facts = tables.filter((name) => !REFERENCE_TABLES.includes(name));
  expect(facts.length).toBeGreaterThan(20);
  expect([...ofStep(plan, "REFERENCE_TABLE")].sort()).toEqual(REFERENCE_TABLES.map((name) => `SELECT create_reference_table('public.${name}')`).sort());
  const [first, ...others] = ofStep(plan, "DISTRIBUTED_TABLE");
  expect(first).toBe("SELECT create_distributed_table('public.transaction', 'service_id', colocate_with => 'none')");
  expect([...others].sort()).toEqual(
    facts.filter((name) => name !== "transaction").map((name) =>
      name === "contact"
        ? "SELECT create_distributed_table('public.contact', 'contact_key', colocate_with => 'none')"
        : `SELECT create_distributed_table('public.${name}', 'service_id', colocate_with => 'public.transaction')`,
    ).sort(),
  );
});

test("foreign keys go first and come back last, the same as they were", async () => {
  const plan = await withClient(database.connections.owner, distributionPlan);
  expect(plan.statements.map(({ step }) => step).filter((step, index, all) => step !== all[index - 1])).toEqual(["DROP_FOREIGN_KEY", "REFERENCE_TABLE", "DISTRIBUTED_TABLE", "ADD_FOREIGN_KEY"]);
  const keys = "SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2";
  const before = await query(keys);
  expect(before.length).toBeGreaterThan(20);
  expect(ofStep(plan, "DROP_FOREIGN_KEY")).toHaveLength(before.length);
  // Both ends of the plan are PostgreSQL's own, so they run here too.
  await withClient(database.connections.owner, async (client) => {
    for (const sql of ofStep(plan, "DROP_FOREIGN_KEY")) await client.query(sql);
  });
  expect(await query(keys)).toEqual([]);
  await withClient(database.connections.owner, async (client) => {
    for (const sql of ofStep(plan, "ADD_FOREIGN_KEY")) await client.query(sql);
  });
  expect(await query(keys)).toEqual(before);
});

test("without Citus it is refused and nothing is changed; looking ahead works everywhere", async () => {
  expect(await distribute(database.connections.owner, QUIET)).toMatchObject({ code: "CITUS_MISSING" });
  expect((await cli()).failed).toMatchObject({ code: "CITUS_MISSING" });
  const dry = await cli("--dry-run");
  expect(dry.failed).toBeUndefined();
  expect(dry.out.split("\n")[0]).toMatch(/^ALTER TABLE public\.\w+ DROP CONSTRAINT \w+;$/u);
  const { statements, alreadyDistributed } = JSON.parse((await cli("--dry-run", "--json")).out) as DistributionPlan;
  expect(`${statements.map(({ sql }) => sql).join(";\n")};`).toBe(dry.out);
  expect(alreadyDistributed).toBe(0);
});

const onCitus = process.env["CITUS_URL"] === undefined ? test.skip : test;
onCitus("on Citus (skipped without CITUS_URL, the address of a coordinator): distributed once, a second run finds nothing to do", async () => {
  const distributed = await createTestDatabase();
  try {
    const again = await distribute(distributed.connections.owner, QUIET);
    expect(again).toMatchObject({ statements: [] });
    const [row] = await withClient({ url: distributed.url }, async (client) => (await client.query("SELECT count(*) FILTER (WHERE partmethod = 'n')::int AS whole, count(DISTINCT colocationid) FILTER (WHERE partmethod = 'h')::int AS groups FROM pg_dist_partition")).rows);
    expect(row).toEqual({ whole: REFERENCE_TABLES.length, groups: 1 });
  } finally {
    await distributed.drop();
  }
});
