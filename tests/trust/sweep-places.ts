import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { withClient } from "../../src/database/roles";

/** Where something that was sent might have stayed. */
export interface KeptPlaces {
  /** Every row of every table, as text. */
  readonly dump: string;
  /** The database's own log. */
  readonly log: string;
  /** Files of the write-ahead log, one after the other. */
  wal(): Iterable<Buffer>;
}

/** Reads what the database behind this address holds, as its superuser and from its files. */
export async function keptPlaces(url: string): Promise<KeptPlaces> {
  const rows: string[] = [];
  let data = "";
  await withClient({ url }, async (client) => {
    const tables = await client.query<{ name: string }>("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
    for (const { name } of tables.rows) {
      const { rows: all } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      rows.push(`\n-- ${name}`, ...all.map(({ row }) => row));
    }
    // All that was written must be in the files.
    await client.query("CHECKPOINT");
    await client.query("SELECT pg_switch_wal()");
    data = (await client.query<{ data_directory: string }>("SHOW data_directory")).rows[0]?.data_directory ?? "";
  });
  return {
    dump: rows.join("\n"),
    log: readFileSync(join(data, "server.log"), "utf8"),
    *wal() {
      const folder = join(data, "pg_wal");
      for (const file of readdirSync(folder)) if (statSync(join(folder, file)).isFile()) yield readFileSync(join(folder, file));
    },
  };
}
