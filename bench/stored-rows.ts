import { randomUUID } from "node:crypto";
import type { Pool } from "pg";

/** A table that got rows. */
export interface GrownTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** How many rows it got. */
  readonly rows: number;
}

/** A value as PostgreSQL writes it. */
export type Cell = string | null;

/** The tables of facts and counts that a piece of work adds rows to, by name. */
export async function growthOf(pool: Pool, work: () => Promise<void>): Promise<readonly GrownTable[]> {
  const before = await countRows(pool);
  await work();
  const after = await countRows(pool);
  const grown = [...after].filter(([name, rows]) => rows > (before.get(name) ?? 0)).map(([name]) => name);
  const { rows: columns } = await pool.query<{ table: string; name: string; type: string }>(
    `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, NULL) AS type
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.oid = ANY ($1::regclass[]) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [grown],
  );
  return grown.map((name) => ({ name, rows: (after.get(name) ?? 0) - (before.get(name) ?? 0), columns: columns.filter(({ table }) => table === name) }));
}

async function countRows(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'service_id'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`,
  );
  const { rows } = await pool.query<{ name: string; n: string }>(tables.map(({ name }) => `SELECT '${name}' AS name, count(*) AS n FROM ${name}`).join(" UNION ALL "));
  return new Map(rows.map(({ name, n }) => [name, Number(n)]));
}

/** Columns by which the rows of one response are told from others'; what has neither is the latest that came. */
const IDS = ["response_id", "transaction_id"];

/** Every row that the response about a transaction left, table by table, as text. Counts name no response: theirs are the rows it came with last. */
export async function rowsOfResponse(pool: Pool, tables: readonly GrownTable[], transactionId: string): Promise<ReadonlyMap<string, readonly (readonly Cell[])[]>> {
  const { rows: links } = await pool.query<{ id: string }>("SELECT response_id AS id FROM response_link WHERE transaction_id = $1", [transactionId]);
  const responseId = links[0]?.id;
  const found = new Map<string, readonly (readonly Cell[])[]>();
  for (const { name, columns, rows } of tables) {
    const cells = columns.map((column) => `${column.name}::text`).join(", ");
    const id = name === "response" ? "id" : columns.find((column) => IDS.includes(column.name))?.name;
    const where = id === undefined ? "" : `WHERE ${id} = '${String(id === "transaction_id" ? transactionId : responseId)}'`;
    const { rows: stored } = await pool.query<Cell[]>({ text: `SELECT ${cells} FROM ${name} ${where} ORDER BY xmin::text::bigint DESC LIMIT ${String(rows)}`, rowMode: "array" });
    found.set(name, stored);
  }
  return found;
}

/** Claims an invitation (service, id, digest, receipt: the first four parameters) and inserts rows into all tables, in one statement. */
export function insertStatement(tables: readonly GrownTable[]): string {
  let parameter = 4;
  const inserts = tables.map(({ name, columns }) => {
    const types = columns.map(({ type }) => (type.endsWith("[]") ? "text" : type));
    const taken = columns.map((column) => (column.type.endsWith("[]") ? `${column.name}::${column.type}` : column.name));
    const names = columns.map((column) => column.name).join(", ");
    return `into_${name} AS (INSERT INTO ${name} (${names}) SELECT ${taken.join(", ")} FROM unnest(${types.map((type) => `$${String((parameter += 1))}::${type}[]`).join(", ")}) AS sent (${names}))`;
  });
  return `WITH claimed AS (
    UPDATE invitation SET state = 'ANSWERED', content_digest = $3::bytea, receipt = $4::uuid, collector = 'YUSR', draft = NULL
    WHERE service_id = $1::uuid AND id = $2::uuid AND state = 'OPEN' RETURNING receipt),
  ${inserts.join(",\n  ")}
  SELECT receipt FROM claimed`;
}

/** One array literal per column: the rows of a sample as those of another response, about another transaction. */
export function parametersOf(tables: readonly GrownTable[], sample: ReadonlyMap<string, readonly (readonly Cell[])[]>, transactionId: string): readonly string[] {
  const responseId = randomUUID();
  return tables.flatMap(({ name, columns }) =>
    columns.map((column, index) =>
      arrayOf((sample.get(name) ?? []).map((row) => {
        if (column.name === "transaction_id") return transactionId;
        if (column.name === "response_id") return responseId;
        if (column.name === "id") return name === "response" ? responseId : randomUUID();
        return row[index] ?? null;
      })),
    ),
  );
}

function arrayOf(cells: readonly Cell[]): string {
  return `{${cells.map((cell) => (cell === null ? "NULL" : `"${cell.replace(/["\\]/gu, "\\$&")}"`)).join(",")}}`;
}
