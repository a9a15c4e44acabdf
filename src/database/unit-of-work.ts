import type { DataSource, EntityManager, QueryRunner } from "typeorm";
import { setTimeout as sleep } from "node:timers/promises";

/** Everything done in one database transaction; "transaction" itself always means the beneficiary's. */
export type UnitOfWork = EntityManager;

/** What PostgreSQL asks to be tried again: serialization failure, deadlock. */
const RETRIABLE = new Set(["40001", "40P01"]);
const ATTEMPTS = 3;

/** The SQLSTATE of an error that came from PostgreSQL. */
export function sqlState(error: unknown): string | undefined {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  return typeof state === "string" ? state : undefined;
}

/** The constraint that an error from PostgreSQL names. */
export function violatedConstraint(error: unknown): string | undefined {
  const { constraint, driverError } = error as { constraint?: unknown; driverError?: { constraint?: unknown } };
  const name = driverError?.constraint ?? constraint;
  return typeof name === "string" ? name : undefined;
}

/** Opens units of work. `work` may run again after a deadlock, so it must have no effect but on the database. */
export class UnitsOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * One unit of work, all or nothing; at READ COMMITTED, which is what PostgreSQL does unasked (and a server set to more
   * does more), or, where several statements must see the same rows, at REPEATABLE READ.
   */
  async write<T>(work: (unit: UnitOfWork) => Promise<T>, isolation?: "REPEATABLE READ"): Promise<T> {
    return again(() => (isolation === undefined ? this.dataSource.transaction(work) : this.dataSource.transaction(isolation, work)));
  }

  /** One read-only snapshot: every figure read inside agrees with every other. */
  async read<T>(work: (unit: UnitOfWork) => Promise<T>, settings?: string): Promise<T> {
    return this.connected((runner) => readOnly(runner, work, settings));
  }

  /**
   * Without the round trips of a unit of work around: each statement is one by itself, and sees what was there when it
   * began. For a single one that reads; or where what was read either never changes or is looked at again by the one
   * statement that writes.
   */
  async single<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return again(() => this.connected(({ manager }) => work(manager)));
  }

  /** On one connection: each statement that took its own would wait for its turn among all others. */
  private async connected<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  }
}

/**
 * A read-only snapshot, opened without a round trip of its own where TypeORM would take three.
 *
 * @param settings statements that hold for this snapshot alone
 */
export async function readOnly<T>(runner: QueryRunner, work: (unit: UnitOfWork) => Promise<T>, settings = ""): Promise<T> {
  // Sent together with the first statement of the work.
  const opened = runner.query(`START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;${settings}`);
  try {
    const [result] = await Promise.all([work(runner.manager), opened]);
    return result;
  } finally {
    // Nothing was written, so there is nothing to commit. Where the connection broke, the first error says so.
    await runner.query("ROLLBACK").catch(() => undefined);
  }
}

/** What PostgreSQL says of every statement behind one that failed. */
const ALREADY_FAILED = "25P02";

/**
 * Chains of statements of one unit of work that need nothing of each other, each sent as soon as it is known: what comes
 * first in the list is sent first. All have ended before the first error is thrown, since what is still under way would
 * go on after the unit of work was undone.
 */
export async function sideBySide<T extends readonly Promise<unknown>[]>(...chains: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const failures = (await Promise.allSettled(chains)).flatMap((ended) => (ended.status === "rejected" ? [ended.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((failure) => sqlState(failure) !== ALREADY_FAILED) ?? failures[0];
  return Promise.all(chains);
}

/**
 * To be sent first in a unit of work for several: it waits for a lock no longer than this, so that whoever's row is held by
 * somebody else does not hold up the others. By itself, each waits as long as it may.
 */
export async function waitBriefly(unit: UnitOfWork): Promise<void> {
  await unit.query("SET LOCAL lock_timeout = '100ms'");
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIABLE.has(sqlState(error) ?? "")) throw error;
      await sleep(10 * attempt * attempt);
    }
  }
}
