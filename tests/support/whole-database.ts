import { Client } from "pg";

/** Every row of every table as text, digests in hexadecimal: what whoever takes a dump has in hand. */
export async function wholeDatabase(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
    );
    const all = new Map<string, readonly string[]>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} AS t ORDER BY 1`);
      all.set(name.replace(/^public\./u, ""), rows.map(({ row }) => row));
    }
    return all;
  } finally {
    await client.end();
  }
}

/** The tables in which a text stands, with how many rows hold it. */
export function standingIn(database: ReadonlyMap<string, readonly string[]>, text: string): Readonly<Record<string, number>> {
  return Object.fromEntries([...database].map(([table, rows]): [string, number] => [table, rows.filter((row) => row.includes(text)).length]).filter(([, n]) => n > 0));
}
