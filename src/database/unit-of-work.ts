import type { DataSource, EntityManager } from "typeorm";
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
   * One unit of work, all or nothing; at READ COMMITTED, or, where several statements must see the same rows, at
   * REPEATABLE READ.
   */
  async write<T>(work: (unit: UnitOfWork) => Promise<T>, isolation: "READ COMMITTED" | "REPEATABLE READ" = "READ COMMITTED"): Promise<T> {
    return again(() => this.dataSource.transaction(isolation, work));
  }

  /** One read-only snapshot: every figure read inside agrees with every other. */
  async read<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return this.dataSource.transaction("REPEATABLE READ", async (unit) => {
      await unit.query("SET TRANSACTION READ ONLY");
      return work(unit);
    });
  }

  /**
   * Without the round trips of a unit of work around: each statement is one by itself, and sees what was there when it
   * began. For a single one that reads; or where what was read either never changes or is looked at again by the one
   * statement that writes.
   */
  async single<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return again(async () => {
      // One connection for all of them: each taken anew would wait for its turn among all others.
      const runner = this.dataSource.createQueryRunner();
      try {
        return await work(runner.manager);
      } finally {
        await runner.release();
      }
    });
  }
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
