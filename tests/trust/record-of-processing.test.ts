import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { RETENTION_SCHEDULE, scheduledClasses, USUAL_PERIODS } from "../../src/security/retention-schedule";
import { figure } from "../support/figures";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

/**
 * P14: what is kept, column by column, with its class; what for and how long follows from the class. After a new column write
 * its row (`table,column,CLASS`), then let the rest be filled in: `WRITE_RECORD=1 npx jest -w 1 tests/trust/record-of-processing.test.ts`.
 */
jest.setTimeout(180_000);

const FILE = join(__dirname, "../../docs/security/record-of-processing.csv");
const HEAD = "table,column,class,purpose,kept";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function query<T extends object>(sql: string): Promise<readonly T[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every column of the database, as PostgreSQL's catalogues tell it. */
async function columns(): Promise<readonly string[]> {
  const rows = await query<{ name: string }>(
    `SELECT c.relname || ',' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped`,
  );
  return rows.map(({ name }) => name).toSorted();
}

const classes = new Map(scheduledClasses(USUAL_PERIODS).map((one) => [one.dataClass as string, one]));
const lines = readFileSync(FILE, "utf8").trim().split("\n").slice(1);
const keyOf = (line: string): string => line.split(",").slice(0, 2).join(",");
const classOf = (line: string): string => line.split(",")[2] ?? "";
const whole = (line: string): string => {
  const { purpose, kept } = classes.get(classOf(line)) ?? { purpose: "?", kept: "?" };
  return `${keyOf(line)},${classOf(line)},"${purpose}","${kept}"`;
};

/** Columns without a row, and rows without a column. */
async function unaccounted(): Promise<{ readonly missing: readonly string[]; readonly gone: readonly string[] }> {
  const [there, written] = [await columns(), lines.map(keyOf)];
  return { missing: there.filter((name) => !written.includes(name)), gone: written.filter((name) => !there.includes(name)) };
}

test("P14 every column of the database has a row: its class, what for, how long", async () => {
  if (process.env["WRITE_RECORD"] !== undefined) writeFileSync(FILE, `${[HEAD, ...lines.map(whole).toSorted()].join("\n")}\n`);
  expect(await unaccounted()).toEqual({ missing: [], gone: [] });
  expect(lines.filter((line) => !classes.has(classOf(line)))).toEqual([]);
  expect(readFileSync(FILE, "utf8")).toBe(`${[HEAD, ...lines.map(whole).toSorted()].join("\n")}\n`);
  expect(new Set(lines.map(classOf)).size).toBe(Object.keys(RETENTION_SCHEDULE).length);
  figure("P14", `${String(lines.length)} columns, ${String(classes.size)} classes, 0 without a row`);
});

test("P14 what could lead to a person is of a class that a job deletes", () => {
  const telling = lines.filter((line) => /^(?:transaction,(?:subject|operator)_key|return_subject,subject_key|contact,(?:contact_key|claims|services)|invitation,(?:token_digest|draft)|comment,text|recent_answer,source),/u.test(line));
  expect(telling.length).toBe(10);
  expect(telling.filter((line) => classes.get(classOf(line))?.job === null)).toEqual([]);
});

test("P14 control: a new column without a row is found, and so is a row whose column is gone", async () => {
  await query("ALTER TABLE transaction ADD COLUMN shoe_size integer");
  await query("ALTER TABLE comment DROP COLUMN language");
  expect(await unaccounted()).toEqual({ missing: ["transaction,shoe_size"], gone: ["comment,language"] });
});
