import { DISTRIBUTED_OTHERWISE, REFERENCE_TABLES } from "../../src/database/reference-tables";
import { withClient } from "../../src/database/roles";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

/** Keys, foreign keys and other parts of the fact tables that break a rule, by name. */
const BREACHES = `
  WITH tables AS (
    SELECT c.oid, c.relname AS name, c.relname = ANY ($1) AS reference,
      (SELECT attnum FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnotnull AND CASE WHEN $2::jsonb ? c.relname THEN a.attname = $2::jsonb ->> c.relname
        ELSE a.attname = 'service_id' AND a.atttypid = 'uuid'::regtype END) AS service
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  )
  SELECT name || ': no service_id uuid NOT NULL' AS breach FROM tables WHERE NOT reference AND service IS NULL
  UNION ALL
  SELECT name || ': no primary key' FROM tables t
    WHERE NOT reference AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)
  UNION ALL
  SELECT i.indexrelid::regclass || ': a unique key that does not start with service_id' FROM tables t JOIN pg_index i ON i.indrelid = t.oid
    WHERE NOT reference AND i.indisunique AND i.indkey[0] IS DISTINCT FROM t.service
  UNION ALL
  SELECT f.conname || ': a foreign key to facts that does not start with both service_id' FROM tables t JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f' JOIN tables o ON o.oid = f.confrelid
    WHERE NOT o.reference AND (t.reference OR f.conkey[1] IS DISTINCT FROM t.service OR f.confkey[1] IS DISTINCT FROM o.service)
  UNION ALL
  SELECT tgname || ': a trigger' FROM pg_trigger g JOIN tables t ON t.oid = g.tgrelid WHERE NOT reference AND NOT tgisinternal
  UNION ALL
  SELECT name || '.' || a.attname || ': a default or an identity, which nodes would make apart' FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid
    WHERE NOT reference AND (a.atthasdef OR a.attidentity <> '')
  UNION ALL
  SELECT wanted || ': listed as a reference table, but there is none' FROM unnest($1) AS wanted WHERE wanted NOT IN (SELECT name FROM tables)
  ORDER BY 1`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function breaches(planted = ""): Promise<readonly string[]> {
  return withClient({ url: database.url }, async (client) => {
    await client.query(`BEGIN; ${planted}`);
    const { rows } = await client.query<{ breach: string }>(BREACHES, [REFERENCE_TABLES, JSON.stringify(DISTRIBUTED_OTHERWISE)]);
    await client.query("ROLLBACK");
    return rows.map(({ breach }) => breach);
  });
}

test("every fact table can be distributed by its service", async () => {
  expect(await breaches()).toEqual([]);
});

test("each rule catches its planted violation", async () => {
  const planted = `
    CREATE TABLE homeless (id uuid, CONSTRAINT homeless_pk PRIMARY KEY (id));
    CREATE TABLE keyless (service_id uuid NOT NULL);
    CREATE TABLE astray (service_id uuid NOT NULL, id uuid NOT NULL, n serial, moved uuid, CONSTRAINT astray_pk PRIMARY KEY (id, service_id),
      CONSTRAINT astray_uq UNIQUE (service_id, moved), CONSTRAINT astray_transaction_fk FOREIGN KEY (id, moved) REFERENCES transaction (service_id, id));
    CREATE UNIQUE INDEX astray_ix ON astray (lower(id::text));
    ALTER TABLE segment ADD COLUMN example uuid, ADD CONSTRAINT segment_transaction_fk FOREIGN KEY (service_id, example) REFERENCES transaction (service_id, id);
    CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER passage_trigger BEFORE INSERT ON passage FOR EACH ROW EXECUTE FUNCTION nothing();`;
  expect((await breaches(planted)).map((breach) => breach.replace(/:.*$/u, ""))).toEqual(
    ["astray.n", "astray_ix", "astray_pk", "astray_transaction_fk", "homeless", "homeless_pk", "keyless", "passage_trigger", "segment_transaction_fk"],
  );
});
