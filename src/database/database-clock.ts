import type { Pool } from "pg";
import type { Clock } from "../shared/clock";

/** A clock of a computer drifts by some milliseconds in this time; one that is set anew is not ours. */
const AGAIN_MS = 60_000;
/** A reading that took longer says too little: the connection was waited for. */
const PATIENCE_MS = 500;

/**
 * The present as the database tells it, which every process of an installation shares: asked at the start and every
 * minute, and counted on in between by what this computer counts with and nobody can set. So a server whose clock is
 * wrong, or is put right while it runs, refuses no true time, and no key or invitation ends earlier on one server than on
 * another (docs/decisions/0036).
 */
export class DatabaseClock {
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly pool: Pick<Pool, "query">,
    private ahead: number,
  ) {
    this.timer = setInterval(() => {
      void this.ask();
    }, AGAIN_MS).unref();
  }

  static async open(pool: Pick<Pool, "query">): Promise<DatabaseClock> {
    return new DatabaseClock(pool, (await reading(pool)).ahead);
  }

  readonly now: Clock = () => new Date(performance.now() + this.ahead);

  readonly close = (): void => {
    clearInterval(this.timer);
  };

  /** A database that is away says nothing; what was heard last still holds. */
  private async ask(): Promise<void> {
    const { ahead, took } = await reading(this.pool).catch(() => ({ ahead: this.ahead, took: 0 }));
    if (took < PATIENCE_MS) this.ahead = ahead;
  }
}

/** By how many milliseconds the database's clock is ahead of our count, and how long it took to hear so. */
async function reading(pool: Pick<Pool, "query">): Promise<{ readonly ahead: number; readonly took: number }> {
  const asked = performance.now();
  const { rows } = await pool.query<{ ms: number }>("/* database-clock */ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms");
  const heard = performance.now();
  return { ahead: (rows[0]?.ms ?? 0) - (asked + heard) / 2, took: heard - asked };
}
