import { Dice } from "../../bench/generator/dice";
import { writtenColumns } from "../../bench/generator/fact-columns";
import { withClient } from "../../src/database/roles";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Columns that must have a value and are not among those that are written; columns that are written and are not there. */
async function astray(written: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> {
  return withClient({ url: database.url }, async (client) => {
    const { rows } = await client.query<{ at: string }>(
      `WITH written AS (SELECT t.key AS name, c.value AS attname FROM jsonb_each($1) t, jsonb_array_elements_text(t.value) c)
       SELECT a.attrelid::regclass || '.' || a.attname AS at FROM pg_attribute a JOIN jsonb_object_keys($1) t ON a.attrelid = t::regclass
       WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND NOT a.atthasdef AND (t, a.attname) NOT IN (SELECT name, attname FROM written)
       UNION ALL
       SELECT name || '.' || attname FROM written WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = name::regclass AND a.attname = written.attname AND NOT a.attisdropped)
       ORDER BY 1`,
      [JSON.stringify(written)],
    );
    return rows.map(({ at }) => at);
  });
}

test("the generator of the benchmarks fills every column of the facts that must have a value", async () => {
  expect(await astray(writtenColumns(new Dice(1)))).toEqual([]);
});

test("a column that is forgotten and one that is gone are named", async () => {
  const { response = [], ...others } = writtenColumns(new Dice(1));
  expect(await astray({ ...others, response: [...response.filter((name) => name !== "partial"), "mood"] })).toEqual(["response.mood", "response.partial"]);
});
