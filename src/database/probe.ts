import { Pool } from "pg";
import { type Connection, sessionOptions } from "./connections";
import { HeardClient } from "./heard-client";
import { MIGRATIONS } from "./migrations";
import { DISK_FULL } from "./trouble";
import { sqlState } from "./unit-of-work";

/** Whether the database can be worked with. `BEHIND`: it lacks tables that this release needs. `FULL`: its disk is, so it can only be read. */
export type DatabaseState = "READY" | "AWAY" | "BEHIND" | "FULL";

/** An answer that takes longer is none. */
const PATIENCE_MS = 200;

/** Puts down half a megabyte of numbers where there is memory for less, so that they go to the disk for a moment: that it is full shows in no other statement that leaves nothing behind. */
const BORROW = "/* probe-disk */ SET LOCAL work_mem = '64kB'; SELECT count(*) FROM generate_series(1, 40000)";

/** Looks after the database by a connection of its own, so that a crowded pool does not look like a dead database. */
export class Probe {
  private readonly pool: Pool;
  private looking: Promise<DatabaseState> | undefined;

  constructor(connection: Connection) {
    this.pool = new Pool({ Client: HeardClient, connectionString: connection.url, max: 1, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS, statement_timeout: PATIENCE_MS, application_name: "yusr probe", ...sessionOptions(connection) });
    this.pool.on("error", () => undefined);
  }

  /** Whoever asks while somebody looks gets the same answer. */
  look(): Promise<DatabaseState> {
    this.looking ??= this.ask().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async ask(): Promise<DatabaseState> {
    try {
      const { rowCount } = await this.pool.query("/* probe */ SELECT 1 FROM schema_migration WHERE name = ANY ($1)", [MIGRATIONS.map(({ name }) => name)]);
      if (rowCount !== MIGRATIONS.length) return "BEHIND";
      return await this.pool.query(BORROW).then(
        () => "READY",
        // Merely slow is not full.
        (error: unknown) => (sqlState(error) === DISK_FULL ? "FULL" : "READY"),
      );
    } catch {
      return "AWAY";
    }
  }
}
