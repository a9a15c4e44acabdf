/** What sessions of one use may take, in milliseconds; 0: no limit. */
export interface SessionLimits {
  /** As which the sessions stand in `pg_stat_activity`. */
  readonly applicationName: string;
  /** How long a caller waits for a connection: for a free one of the pool, and for a new one to be made. */
  readonly connection: number;
  /** How long one statement may run (`statement_timeout`). */
  readonly statement: number;
  /** How long one statement may wait for a lock (`lock_timeout`); shorter than `statement`, because it says more. */
  readonly lock: number;
  /** How long a unit of work may stand idle, holding its locks (`idle_in_transaction_session_timeout`). */
  readonly idleInTransaction: number;
  /** How long a unit of work may keep its connection, whatever it waits for, a server that no longer says anything too. */
  readonly unit: number;
}

/** How long whoever sent a request waits for its answer, where nothing else is configured. */
export const REQUEST_SECONDS = 3;

/** PostgreSQL looks for deadlocks after one second: who gives up waiting for a lock before is never told of one. */
export const LEAST_REQUEST_SECONDS = 3;

/**
 * The limits of what is done while somebody waits so many seconds. Waiting for a connection and then for a lock takes less
 * than two thirds of them together, a connection and then a whole unit of work less than all.
 */
export function requestLimits(seconds: number): SessionLimits {
  const share = (of: number): number => Math.round(seconds * 1_000 * of);
  return { applicationName: "yusr", connection: share(0.25), statement: share(2 / 3), lock: share(0.4), idleInTransaction: share(1), unit: share(0.7) };
}

/** Those of reports on a replica: it is given up quickly, because the writer can answer instead. */
export function readerLimits(seconds: number): SessionLimits {
  return { ...requestLimits(seconds), applicationName: "yusr reader", connection: 1_000 };
}

/** Every use of the database and its limits. docs/operations.md explains them, and a test compares the two. */
export const LIMITS = {
  request: requestLimits(REQUEST_SECONDS),
  reader: readerLimits(REQUEST_SECONDS),
  /** What nobody waits for: the jobs' work, imports and everything else of the command line. */
  work: { applicationName: "yusr work", connection: 5_000, statement: 30_000, lock: 10_000, idleInTransaction: 30_000, unit: 0 },
  /** The queue of the background jobs: when which is due. */
  jobs: { applicationName: "yusr jobs", connection: 5_000, statement: 30_000, lock: 10_000, idleInTransaction: 30_000, unit: 0 },
  /** Building an index may take hours; waiting for a table may not, because everybody else then waits behind us: docs/decisions/0039. */
  migrations: { applicationName: "yusr migrations", connection: 5_000, statement: 0, lock: 500, idleInTransaction: 60_000, unit: 0 },
  /** `yusr backup` and `yusr restore`: hours, over tables that nobody waits for. */
  backup: { applicationName: "yusr backup", connection: 5_000, statement: 0, lock: 10_000, idleInTransaction: 0, unit: 0 },
} as const satisfies Record<string, SessionLimits>;

/** The limits as the PostgreSQL client takes them. */
export function sessionTimeouts(limits: SessionLimits): { statement_timeout: number; lock_timeout: number; idle_in_transaction_session_timeout: number; keepAlive: boolean } {
  return { statement_timeout: limits.statement, lock_timeout: limits.lock, idle_in_transaction_session_timeout: limits.idleInTransaction, keepAlive: true };
}
