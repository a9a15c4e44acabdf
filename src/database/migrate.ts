import { runMigrations as runJobMigrations } from "graphile-worker";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { type Connection, sessionOptions } from "./connections";
import { createDataSource } from "./data-source";
import { LIMITS, sessionTimeouts } from "./limits";
import { grantToApp } from "./roles";

const MIGRATION_LOCK = 7_208_522;

/**
 * Brings the database to this program's schema; safe to call from several processes at once. Answers what it applied.
 * The lock is polled, not waited for: a waiting statement holds a snapshot, and CREATE INDEX CONCURRENTLY in the
 * migration that holds the lock would wait for it for ever.
 */
export async function migrate(owner: Connection): Promise<readonly string[]> {
  const dataSource = createDataSource(owner, { poolSize: 3, limits: LIMITS.migrations });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.connect();
    for (;;) {
      const [row] = (await lock.query("SELECT pg_try_advisory_lock($1) AS locked", [MIGRATION_LOCK])) as { locked: boolean }[];
      if (row?.locked === true) break;
      await sleep(100);
    }
    const done = await dataSource.runMigrations();
    await migrateJobs(owner);
    await grantToApp(owner);
    return done.map((migration) => migration.name);
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

async function migrateJobs(owner: Connection): Promise<void> {
  const { applicationName, connection } = LIMITS.migrations;
  const pgPool = new Pool({ connectionString: owner.url, max: 2, connectionTimeoutMillis: connection, application_name: applicationName, ...sessionOptions(owner), ...sessionTimeouts(LIMITS.migrations) });
  try {
    await runJobMigrations({ pgPool });
  } finally {
    await pgPool.end();
  }
}
