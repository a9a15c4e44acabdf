import type { Client } from "pg";

/** Stands in a database from before a restore touches it until it is whole. */
export const RESTORE_MARK = "restore_under_way";

/** Thrown instead of working on a database that is half a backup. */
export class RestoreUnderWay extends Error {
  constructor() {
    super("A backup is being restored into this database, or was and did not come to its end. Wait for it, or run the same `yusr restore` again.");
  }
}

/** What of Yusr stands in a database: nothing at all, a restore that did not come to its end, or tables. */
export async function databaseState(client: Pick<Client, "query">): Promise<"EMPTY" | "HALF_RESTORED" | "FILLED"> {
  const { rows } = await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  if (rows.some(({ name }) => name === RESTORE_MARK)) return "HALF_RESTORED";
  return rows.length === 0 ? "EMPTY" : "FILLED";
}
