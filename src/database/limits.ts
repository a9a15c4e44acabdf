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
  /** How long we wait for an answer of a server that no longer says anything; longer than `statement`. */
  readonly answer: number;
}

/** Every use of the database and its limits. docs/operations.md explains them, and a test compares the two. */
export const LIMITS = {
  /** Intake, surveys, catalogue, the jobs' work, and reports where there is no reader. */
  app: { applicationName: "yusr", connection: 5_000, statement: 30_000, lock: 10_000, idleInTransaction: 30_000, answer: 0 },
  /** Reports on a replica: given up quickly, because the writer can answer instead. */
  reader: { applicationName: "yusr reader", connection: 1_000, statement: 30_000, lock: 10_000, idleInTransaction: 30_000, answer: 35_000 },
  /** The queue of the background jobs: when which is due. */
  jobs: { applicationName: "yusr jobs", connection: 5_000, statement: 30_000, lock: 10_000, idleInTransaction: 30_000, answer: 0 },
  /** Rewriting a table may take hours; waiting for one may not, because everybody else then waits behind us. */
  migrations: { applicationName: "yusr migrations", connection: 5_000, statement: 0, lock: 10_000, idleInTransaction: 60_000, answer: 0 },
  /** `yusr backup` and `yusr restore`: hours, over tables that nobody waits for. */
  backup: { applicationName: "yusr backup", connection: 5_000, statement: 0, lock: 10_000, idleInTransaction: 0, answer: 0 },
} as const satisfies Record<string, SessionLimits>;

/** The limits as the PostgreSQL client takes them. */
export function sessionTimeouts(limits: SessionLimits): { statement_timeout: number; lock_timeout: number; idle_in_transaction_session_timeout: number; query_timeout?: number; keepAlive: boolean } {
  return {
    statement_timeout: limits.statement,
    lock_timeout: limits.lock,
    idle_in_transaction_session_timeout: limits.idleInTransaction,
    ...(limits.answer === 0 ? {} : { query_timeout: limits.answer }),
    keepAlive: true,
  };
}
