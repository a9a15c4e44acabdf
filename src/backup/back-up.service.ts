import type { Client } from "pg";
import type { DataSource } from "typeorm";
import type { Connections } from "../database/connections";
import { createDataSource } from "../database/data-source";
import { MIGRATIONS } from "../database/migrations";
import { databaseState, RestoreUnderWay } from "../database/restore-mark";
import { sqlState, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import { NewBackup } from "./backup-folder";
import { BACKUP_FORMAT, type BackedUpTable, type BackupManifest } from "./backup-manifest";
import { rowsOf, tablesToCopy, withCopyingClient } from "./table-copies";

/** Told after every few rows: how many are kept, and how many there are, as PostgreSQL guesses. */
export type CopyProgress = (done: number, of: number) => void;

/** Copies the whole database into a folder while it is worked with. */
export class BackUpService {
  constructor(
    private readonly connections: Connections,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly yusr: string,
  ) {}

  /**
   * One snapshot of every table: what was acknowledged before it began is in it whole, what comes later is not at all. The
   * folder bears its name once everything is in it. Refused with `ALREADY_THERE`, `NO_SUCH_FOLDER`, `NOTHING_THERE`,
   * `DISTRIBUTED`, `STRANGE_TABLE`, `NOT_THE_OWNER`.
   *
   * @throws RestoreUnderWay
   */
  async backUp(actor: Actor, to: string, progress: CopyProgress = () => undefined): Promise<BackupManifest | Refusal> {
    this.access.require(actor, "database.keep");
    const dataSource = await createDataSource(this.connections.app, { poolSize: 1 }).initialize();
    try {
      return await withCopyingClient(this.connections.owner, (client) => this.into(to, client, dataSource, actor, progress));
    } finally {
      await dataSource.destroy();
    }
  }

  private async into(to: string, client: Client, dataSource: DataSource, actor: Actor, progress: CopyProgress): Promise<BackupManifest | Refusal> {
    const refused = await whyNot(client, new Set(dataSource.entityMetadatas.map(({ tableName }) => tableName)));
    if (refused !== undefined) return refused;
    const folder = await NewBackup.begin(to);
    if (folder instanceof Refusal) return folder;
    try {
      await new UnitsOfWork(dataSource).write((unit) => new AuditLog(this.clock).record(unit, actor, "backUp", {}));
      const manifest = await this.copy(client, folder, progress);
      await folder.finish(manifest);
      return manifest;
    } catch (error) {
      await folder.discard();
      if (sqlState(error) === "42501") return new Refusal("NOT_THE_OWNER", "The user of DATABASE_MIGRATION_URL may not read every table: only their owner can back them up.");
      throw error;
    }
  }

  private async copy(client: Client, folder: NewBackup, progress: CopyProgress): Promise<BackupManifest> {
    const seen = (await tablesToCopy(client)).map(({ name }) => `public."${name}"`);
    await client.query("START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    // A lock takes no snapshot, so the snapshot is younger: nobody empties a table, or makes it anew, between the two.
    await client.query(`LOCK TABLE ${["public.schema_migration", ...seen].join(", ")} IN ACCESS SHARE MODE`);
    const { rows: facts } = await client.query<{ takenAt: Date; postgres: string }>(`SELECT transaction_timestamp() AS "takenAt", current_setting('server_version') AS postgres`);
    const { rows: migrations } = await client.query<{ name: string }>("SELECT name FROM schema_migration ORDER BY id");
    const tables = await tablesToCopy(client);
    const guess = tables.reduce((sum, table) => sum + table.guess, 0);
    const kept: BackedUpTable[] = [];
    let done = 0;
    for (const table of tables) {
      const passed = (rows: number): void => {
        done += rows;
        progress(done, guess);
      };
      kept.push(await folder.keep(table.name, table.columns, rowsOf(client, table), passed));
    }
    await client.query("COMMIT");
    const [{ takenAt, postgres } = { takenAt: this.clock(), postgres: "" }] = facts;
    return { format: BACKUP_FORMAT, yusr: this.yusr, takenAt: takenAt.toISOString(), postgres, migrations: migrations.map(({ name }) => name), tables: kept };
  }
}

async function whyNot(client: Client, known: ReadonlySet<string>): Promise<Refusal | undefined> {
  const state = await databaseState(client);
  if (state === "EMPTY") return new Refusal("NOTHING_THERE", "The database is empty: there is nothing to back up.");
  if (state === "HALF_RESTORED") throw new RestoreUnderWay();
  const { rows: citus } = await client.query("SELECT 1 FROM pg_extension WHERE extname = 'citus'");
  if (citus.length > 0 && (await client.query("SELECT 1 FROM pg_dist_partition LIMIT 1")).rows.length > 0) {
    return new Refusal("DISTRIBUTED", "The nodes of a distributed database have no snapshot in common: back up each of them (docs/operations.md).");
  }
  const strange = await strangeTable(client, known);
  return strange === undefined ? undefined : new Refusal("STRANGE_TABLE", `The table ${strange} in the schema public is not Yusr's, and could not be restored: move it into a schema of its own.`);
}

/** A table that no migration made. Those of a database that is behind this Yusr, or ahead of it, are for another to know. */
async function strangeTable(client: Client, known: ReadonlySet<string>): Promise<string | undefined> {
  const { rows: applied } = await client.query<{ name: string }>("SELECT name FROM schema_migration");
  const names = applied.map(({ name }) => name).sort();
  if (names.join() !== MIGRATIONS.map(({ name }) => name).sort().join()) return undefined;
  return (await tablesToCopy(client)).find(({ name }) => !known.has(name))?.name;
}
