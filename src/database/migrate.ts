import { runMigrations as runJobMigrations } from "graphile-worker";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { type DataSource, MigrationExecutor } from "typeorm";
import { type Connection, sessionOptions } from "./connections";
import { createDataSource } from "./data-source";
import { LIMITS, sessionTimeouts } from "./limits";
import { databaseState, RESTORE_MARK, RestoreUnderWay } from "./restore-mark";
import { grantToApp, withClient } from "./roles";
import { sqlState } from "./unit-of-work";

const MIGRATION_LOCK = 7_208_522;

/** No lock in time, or the one to give way among those who waited for each other. */
const IN_THE_WAY = new Set(["55P03", "40P01"]);
/** Two minutes or so. */
const ATTEMPTS = 60;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Brings the database to this program's schema; safe to call from several processes at once. Answers what it applied.
 *
 * @throws RestoreUnderWay
 */
export async function migrate(owner: Connection): Promise<readonly string[]> {
  return migrating(owner, undefined, async (dataSource) => {
    if ((await withClient(owner, databaseState)) === "HALF_RESTORED") throw new RestoreUnderWay();
    return finish(owner, dataSource);
  });
}

/**
 * Brings an empty database to where a backup was, by these migrations and no others, and marks it: nobody works on it until
 * the mark is gone. Goes on with one that is marked. False, and nothing done, where it is neither.
 */
export async function migrateForRestore(owner: Connection, names: readonly string[]): Promise<boolean> {
  return migrating(owner, names, async (dataSource) => {
    const state = await withClient(owner, databaseState);
    if (state === "FILLED") return false;
    if (state === "EMPTY") await dataSource.query(`CREATE TABLE public.${RESTORE_MARK} (since timestamptz NOT NULL DEFAULT now())`);
    await applyMigrations(dataSource);
    return true;
  });
}

/** The rest of the way, for a database that a backup was restored into. */
export async function migrateRestored(owner: Connection): Promise<void> {
  await migrating(owner, undefined, (dataSource) => finish(owner, dataSource));
}

async function finish(owner: Connection, dataSource: DataSource): Promise<readonly string[]> {
  const done = await applyMigrations(dataSource);
  await migrateJobs(owner);
  await grantToApp(owner);
  return done;
}

/** Applies what is pending, each in a unit of work of its own. Answers what that was. */
export async function applyMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const pending = await new MigrationExecutor(dataSource).getPendingMigrations();
  await givingWay(() => dataSource.runMigrations());
  return pending.map(({ name }) => name);
}

/**
 * Whoever waits for a whole table makes everybody wait who comes after: so a migration waits for a moment only, lets them by,
 * and comes again (docs/decisions/0039).
 */
export async function givingWay<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !IN_THE_WAY.has(sqlState(error) ?? "")) throw error;
    }
    await sleep(Math.min(LONGEST_PAUSE_MS, 200 * attempt));
  }
}

/**
 * The lock is polled, not waited for: a waiting statement holds a snapshot, and CREATE INDEX CONCURRENTLY in the
 * migration that holds the lock would wait for it for ever.
 */
async function migrating<T>(owner: Connection, only: readonly string[] | undefined, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = createDataSource(owner, { poolSize: 3, limits: LIMITS.migrations, ...(only === undefined ? {} : { only }) });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.connect();
    for (;;) {
      const [row] = (await lock.query("SELECT pg_try_advisory_lock($1) AS locked", [MIGRATION_LOCK])) as { locked: boolean }[];
      if (row?.locked === true) break;
      await sleep(100);
    }
    return await work(dataSource);
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
