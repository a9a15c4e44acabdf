import type { QueryRunner } from "typeorm";
import { MIGRATIONS } from "../../src/database/migrations";
import { REFERENCE_TABLES } from "../../src/database/reference-tables";
import { KeepsTheTable1899500000000, NEXT_RELEASE } from "../trust/next-release";

/** Those before it were written while there was no installation whose tables could have been large. */
const RULED_FROM = 1_869_000_000_000;

/** What makes everybody wait while a large table is read or written anew: docs/decisions/0039. */
const BLOCKING: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ["an index is made CONCURRENTLY", /^CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).*?\bON (?:ONLY )?(\w+)/iu],
  ["a check or a foreign key is NOT VALID at first", /^ALTER TABLE (\w+).*\bADD (?:CONSTRAINT \w+ )?(?:CHECK|FOREIGN KEY)\b(?!.*\bNOT VALID\b)/iu],
  ["a key is made USING an index", /^ALTER TABLE (\w+).*\bADD (?:CONSTRAINT \w+ )?(?:UNIQUE|PRIMARY KEY)\b(?!.*\bUSING INDEX\b)/iu],
  ["a column keeps its type", /^ALTER TABLE (\w+).*\bALTER (?:COLUMN )?\w+ (?:SET DATA )?TYPE\b/iu],
  ["a column is required by a check", /^ALTER TABLE (\w+).*\bSET NOT NULL\b/iu],
  ["rows are changed by a job", /^(?:UPDATE|DELETE FROM|INSERT INTO) (\w+)/iu],
  ["a table is not locked on purpose", /^LOCK (?:TABLE )?(\w+)/iu],
];

/** What statements of a migration break which rule, over tables that are neither new nor small. */
function blocking(sql: readonly string[]): readonly string[] {
  const statements = sql.flatMap((one) => one.replace(/--.*$/gmu, "").split(";")).map((one) => one.replace(/\s+/gu, " ").trim());
  const young = statements.map((one) => /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/iu.exec(one)?.[1]);
  return statements.flatMap((statement) =>
    BLOCKING.flatMap(([rule, pattern]) => {
      const table = pattern.exec(statement)?.[1];
      return table === undefined || young.includes(table) || REFERENCE_TABLES.includes(table) ? [] : [`${rule}: ${statement}`];
    }),
  );
}

/** Both ways, as they are sent. What a migration reads is not there. */
async function statementsOf(migration: { up(q: QueryRunner): Promise<unknown>; down(q: QueryRunner): Promise<unknown> }): Promise<readonly (readonly string[])[]> {
  const record = async (way: "up" | "down"): Promise<readonly string[]> => {
    const sent: string[] = [];
    const query = (sql: string): Promise<unknown[]> => {
      sent.push(sql);
      return Promise.resolve([]);
    };
    await migration[way]({ query } as unknown as QueryRunner);
    return sent;
  };
  return [await record("up"), await record("down")];
}

const broken = async (migrations: readonly (new () => Parameters<typeof statementsOf>[0])[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const Migration of migrations) for (const statements of await statementsOf(new Migration())) found.push(...blocking(statements).map((what) => `${Migration.name}: ${what}`));
  return found;
};

test("a migration makes nobody wait for a scan of a large table, up or down", async () => {
  expect(await broken(MIGRATIONS.filter(({ name }) => Number(/\d{13}$/u.exec(name)?.[0]) >= RULED_FROM))).toEqual([]);
  expect(await broken(NEXT_RELEASE)).toEqual([]);
});

test("control: each rule finds what it forbids", async () => {
  expect(await broken([KeepsTheTable1899500000000])).toHaveLength(1);
  const planted = [
    "CREATE INDEX a_ix ON passage (step)",
    "ALTER TABLE passage\n  ADD CONSTRAINT passage_a_ck CHECK (ordinal < 1000)",
    "ALTER TABLE answer ADD CONSTRAINT answer_a_uq UNIQUE (service_id, id)",
    "ALTER TABLE answer ALTER COLUMN score TYPE bigint",
    "ALTER TABLE answer ALTER COLUMN score SET NOT NULL",
    "UPDATE answer SET score = 1",
    "LOCK TABLE answer",
  ];
  expect(planted.map((sql) => blocking([sql])[0]?.split(":")[0])).toEqual(BLOCKING.map(([rule]) => rule));
  expect(blocking(["CREATE TABLE note (a integer); CREATE INDEX a_ix ON note (a); ALTER TABLE agency ADD CHECK (true); ALTER TABLE answer ADD COLUMN a integer"])).toEqual([]);
  // Some of the migrations from before the rule.
  expect((await broken(MIGRATIONS)).length).toBeGreaterThan(10);
});
