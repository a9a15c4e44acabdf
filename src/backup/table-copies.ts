import { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Readable, Writable } from "node:stream";
import { type Connection, sessionOptions } from "../database/connections";
import { LIMITS, sessionTimeouts } from "../database/limits";
import { RESTORE_MARK } from "../database/restore-mark";

/** A table as it stands in the catalogues. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** What its rows are put in order by: its primary key, in the order of bytes whatever the database's language is. */
  readonly order: string;
  /** Rows, as PostgreSQL guesses them. */
  readonly guess: number;
}

/** So that the same row is the same text wherever it lies; and an error, not fewer rows, where a policy hides some. */
const SESSION = "SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, YMD'; SET IntervalStyle TO 'postgres'; SET bytea_output TO 'hex'; SET extra_float_digits TO 1; SET row_security TO off";

/** One connection of the tables' owner, for as long as the work takes. */
export async function withCopyingClient<T>(owner: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: owner.url, connectionTimeoutMillis: LIMITS.backup.connection, application_name: LIMITS.backup.applicationName, ...sessionTimeouts(LIMITS.backup), ...sessionOptions(owner) });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(SESSION);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Yusr's tables but the list of migrations, in an order in which they can be filled: none refers to a later one. */
export async function tablesToCopy(client: Client): Promise<readonly CopiedTable[]> {
  const { rows } = await client.query<CopiedTable & { refersTo: readonly string[] }>(
    `SELECT c.relname AS name, greatest(c.reltuples, 0)::float8 AS guess,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
       (SELECT string_agg(quote_ident(a.attname) || CASE WHEN a.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END, ', ' ORDER BY k.n)
        FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, n) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indrelid = c.oid AND i.indisprimary) AS "order",
       ARRAY (SELECT f.confrelid::regclass::name::text FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS "refersTo"
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relname = ANY ($1)
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     ORDER BY c.relname`,
    [["schema_migration", RESTORE_MARK]],
  );
  const inOrder: CopiedTable[] = [];
  const placed = new Set<string>();
  while (placed.size < rows.length) {
    const next = rows.filter(({ name, refersTo }) => !placed.has(name) && refersTo.every((other) => placed.has(other)));
    if (next.length === 0) throw new Error("Tables refer to each other in a circle.");
    for (const { name, columns, order, guess } of next) {
      placed.add(name);
      inOrder.push({ name, columns, order, guess });
    }
  }
  return inOrder;
}

const listed = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(", ");

/** The rows of a table, in the order of its key, as COPY writes them. */
export function rowsOf(client: Client, { name, columns, order }: CopiedTable): Readable {
  return client.query(copyTo(`COPY (SELECT ${listed(columns)} FROM public."${name}" ORDER BY ${order}) TO STDOUT`));
}

/** Where the rows of a table are to be written. */
export function intoTable(client: Client, { name, columns }: { readonly name: string; readonly columns: readonly string[] }): Writable {
  return client.query(copyFrom(`COPY public."${name}" (${listed(columns)}) FROM STDIN`));
}
