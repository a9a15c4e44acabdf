import { setTimeout as sleep } from "node:timers/promises";
import { LIMITS } from "../../src/database/limits";
import { withClient } from "../../src/database/roles";

/** Locks under which somebody else cannot write, or cannot read. */
const IN_THE_WAY = ["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"];
const PERIOD_MS = 10;

export interface Locks {
  /** The longest that a migration kept others from a table, in milliseconds, and which. */
  readonly held: number;
  readonly table: string;
  /** The longest that it stood in the queue for one, with everybody behind it. */
  readonly waited: number;
}

/** What migrations do to tables that were there before, while `work` is done. */
export async function watchingLocks(url: string, work: () => Promise<unknown>): Promise<Locks> {
  return withClient({ url }, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration'");
    const seen = new Map<string, { readonly table: string; readonly granted: boolean; readonly since: number; until: number }>();
    const watched = { over: false };
    const working = work().finally(() => {
      watched.over = true;
    });
    working.catch(() => undefined);
    while (!watched.over) {
      const { rows } = await client.query<{ pid: number; unit: string; table: string; granted: boolean; at: number }>(
        `SELECT l.pid, a.xact_start::text AS unit, c.relname AS table, l.granted, (extract(epoch FROM clock_timestamp()) * 1000)::float AS at
         FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid JOIN pg_class c ON c.oid = l.relation
         WHERE a.application_name = $1 AND a.datname = current_database() AND l.mode = ANY($2) AND c.relname = ANY($3)`,
        [LIMITS.migrations.applicationName, IN_THE_WAY, tables.map(({ name }) => name)],
      );
      for (const { pid, unit, table, granted, at } of rows) {
        const key = `${String(pid)} ${unit} ${table} ${String(granted)}`;
        const known = seen.get(key);
        if (known === undefined) seen.set(key, { table, granted, since: at, until: at });
        else known.until = at;
      }
      await sleep(PERIOD_MS);
    }
    await working;
    const longest = (granted: boolean) =>
      [...seen.values()].filter((one) => one.granted === granted).map(({ table, since, until }) => ({ table, ms: until - since })).reduce((a, b) => (b.ms > a.ms ? b : a), { table: "none", ms: 0 });
    return { held: longest(true).ms, table: longest(true).table, waited: longest(false).ms };
  });
}
