import { createDataSource } from "../../src/database/data-source";
import { PreparingClient } from "../../src/database/preparing-client";
import { withClient } from "../../src/database/roles";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Names of what a connection has prepared, after it sent a few statements. */
async function preparedBy(prepares: boolean): Promise<readonly string[]> {
  const dataSource = await createDataSource(database.connections.app, { poolSize: 1, prepares }).initialize();
  try {
    for (const n of [1, 2, 3]) {
      expect(await dataSource.query("/* one-number */ SELECT $1::integer AS n", [n])).toEqual([{ n }]);
      expect(await dataSource.query("/* one-number */ SELECT $1::integer + 1 AS n", [n])).toEqual([{ n: n + 1 }]);
    }
    await dataSource.query("SELECT $1::integer AS nameless", [1]);
    await dataSource.query("/* without parameters */ SELECT 1");
    const rows: { name: string }[] = await dataSource.query("SELECT name FROM pg_prepared_statements ORDER BY name");
    return rows.map(({ name }) => name.replace(/ \d+$/u, ""));
  } finally {
    await dataSource.destroy();
  }
}

test("a connection that breaks while nobody listens ends nothing but itself", async () => {
  const client = new PreparingClient({ connectionString: database.url });
  await client.connect();
  const [{ pid }] = (await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows as [{ pid: number }];
  const ended = new Promise((resolve) => client.once("end", resolve));
  await withClient({ url: database.url }, (other) => other.query("SELECT pg_terminate_backend($1)", [pid]));
  await ended;
  await expect(client.query("SELECT 1")).rejects.toThrow();
});

test("statements that say their name and have parameters are prepared, each text once", async () => {
  expect(await preparedBy(true)).toEqual(["one-number", "one-number"]);
});

test("none is where preparing is switched off", async () => {
  expect(await preparedBy(false)).toEqual([]);
});
