import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Logger } from "pino";
import type { DataSource, QueryRunner } from "typeorm";
import type { ReaderTrouble } from "../shared/freshness";
import { openDataSource } from "./data-source";
import { readerLimits, type SessionLimits } from "./limits";
import { databaseTrouble } from "./trouble";

/** How long a reader that failed is left alone before somebody looks again, in milliseconds. */
const REST = 2_000;
/** How long opening a reader, or asking it where it stands, may take. */
const PATIENCE = 1_000;
/** A reader behind the writer is asked again after these pauses: mostly it only needs to apply what was just written. */
const PAUSES = [0, 10, 20, 40, 80];
/** A reader no more than this far behind is taken as it is, without asking again; seconds. */
const NEGLIGIBLE = 1;

export interface ReaderSettings {
  /** The address of a streaming replica of the writer. */
  readonly url: string;
  readonly poolSize: number;
  /** Seconds of lag from which on it is passed over. */
  readonly lagLimit: number;
}

/** Where the writer stood when it was asked: what it had written by then, and its clock. */
export interface WriterPosition {
  readonly lsn: string;
  readonly at: string;
  /** Name of the database and number of the cluster, which a replica shares. */
  readonly database: string;
  readonly cluster: string;
}

/**
 * A streaming replica that reports may read. It is opened by the first report that wants it; after a failure it rests,
 * and is tried again beside the reports, which meanwhile do without. No request waits for a reader known to be away.
 */
export class Reader {
  private opened: DataSource | undefined;
  private opening: Promise<DataSource | ReaderTrouble> | undefined;
  private trouble: ReaderTrouble | null = null;
  private restsUntil = 0;
  private readonly limits: SessionLimits;

  /** @param requestSeconds how long whoever asked for a report waits */
  constructor(
    private readonly settings: ReaderSettings,
    private readonly log: Logger,
    requestSeconds: number,
  ) {
    this.limits = readerLimits(requestSeconds);
  }

  /** The pool of the reader, or why it cannot be used now. */
  async ready(writer: WriterPosition): Promise<DataSource | ReaderTrouble> {
    if (performance.now() < this.restsUntil && this.trouble !== null) return this.trouble;
    if (this.opened !== undefined) return this.opened;
    this.opening ??= this.open(writer).finally(() => {
      this.opening = undefined;
    });
    // Whoever knows of trouble does not wait to hear whether it is over.
    return this.trouble ?? this.opening;
  }

  /**
   * How far behind a position of the writer this reader is, in seconds, at most; or why it cannot be used. Two things
   * bound the lag: who has applied everything the writer had written lacks nothing, however long ago that was; else it has
   * at least everything up to the last commit it applied.
   */
  async lag(reader: QueryRunner, writer: WriterPosition): Promise<number | ReaderTrouble> {
    try {
      const behind = await within(PATIENCE, "the reader does not answer", this.behind(reader, writer));
      if (behind <= this.settings.lagLimit) return behind;
      return this.rest("LAGGING", `${String(behind)} s behind`);
    } catch (error) {
      // A full pool is no reason to tear down what it works at.
      return databaseTrouble(error) === "OVERLOADED" ? "BUSY" : this.rest("UNREACHABLE", error);
    }
  }

  /** A report was served. */
  served(): void {
    if (this.trouble !== null) this.log.info("reports use the reader again");
    this.trouble = null;
  }

  /** A report broke off: its connection was lost, or replay needed a row that it still looked at. */
  brokeOff(error: unknown): ReaderTrouble {
    const trouble = databaseTrouble(error);
    if (trouble === "UNAVAILABLE" || trouble === "DEADLINE_EXCEEDED") this.rest("UNREACHABLE", error);
    return "INTERRUPTED";
  }

  async close(): Promise<void> {
    await this.opening;
    await this.opened?.destroy();
  }

  private async behind(reader: QueryRunner, writer: WriterPosition): Promise<number> {
    let behind = Infinity;
    for (const pause of PAUSES) {
      if (pause > 0) await sleep(pause);
      const [row] = (await reader.query(
        "/* reader-position */ SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS has_all, extract(epoch FROM $2::timestamptz - pg_last_xact_replay_timestamp())::float8 AS behind",
        [writer.lsn, writer.at],
      )) as { has_all: boolean | null; behind: number | null }[];
      if (row?.has_all === true) return 0;
      behind = Math.max(row?.behind ?? Infinity, 0);
      if (behind < NEGLIGIBLE) break;
    }
    return behind;
  }

  /** Passes the reader over for a while. A lagging one keeps its connections, a broken one loses them. */
  private rest(trouble: ReaderTrouble, cause?: unknown): ReaderTrouble {
    if (this.trouble !== trouble) this.log.warn({ trouble, cause: cause instanceof Error ? cause.message : cause }, "reports pass the reader over");
    this.trouble = trouble;
    this.restsUntil = performance.now() + REST;
    if (trouble !== "LAGGING") this.drop();
    return trouble;
  }

  private drop(): void {
    // Not waited for: a server that says nothing does not answer a farewell either.
    this.opened?.destroy().catch(() => undefined);
    this.opened = undefined;
  }

  private async open(writer: WriterPosition): Promise<DataSource | ReaderTrouble> {
    try {
      const found = await within(PATIENCE, "the reader did not answer", this.find(writer));
      if (found === undefined) return this.rest("NOT_A_REPLICA");
      this.opened = found;
      return found;
    } catch (error) {
      return this.rest("UNREACHABLE", error);
    }
  }

  private async find(writer: WriterPosition): Promise<DataSource | undefined> {
    const { follows, asApp } = await this.look(writer);
    if (!follows) return undefined;
    const connection = { url: this.settings.url, ...(asApp ? { role: "yusr_app" as const } : {}) };
    return openDataSource(connection, { poolSize: this.settings.poolSize, limits: this.limits });
  }

  /** Whether this is a replica of the writer, and whether we may read it as the application's role. */
  private async look(writer: WriterPosition): Promise<{ readonly follows: boolean; readonly asApp: boolean }> {
    const { connection, applicationName } = this.limits;
    const client = new Client({ connectionString: this.settings.url, connectionTimeoutMillis: connection, query_timeout: connection, application_name: applicationName });
    client.on("error", () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ database: string; cluster: string; standby: boolean; as_app: boolean }>(
        `/* reader-identity */ SELECT current_database() AS database, (SELECT system_identifier FROM pg_control_system())::text AS cluster, pg_is_in_recovery() AS standby,
           coalesce((SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = 'yusr_app'), false) AS as_app`,
      );
      const [row] = rows;
      return { follows: row?.standby === true && row.database === writer.database && row.cluster === writer.cluster, asApp: row?.as_app === true };
    } finally {
      client.end().catch(() => undefined);
    }
  }
}

/** The outcome of something, if it comes in time. @throws Error otherwise */
async function within<T>(milliseconds: number, message: string, outcome: Promise<T>): Promise<T> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      outcome,
      sleep(milliseconds, undefined, { signal: timer.signal }).then(() => {
        throw new Error(message);
      }),
    ]);
  } finally {
    timer.abort();
    outcome.catch(() => undefined);
  }
}
