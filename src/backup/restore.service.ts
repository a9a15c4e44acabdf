import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import type { Connections } from "../database/connections";
import type { Job } from "../database/job-runner";
import { migrateForRestore, migrateRestored } from "../database/migrate";
import { MIGRATIONS } from "../database/migrations";
import { RESTORE_MARK } from "../database/restore-mark";
import { sqlState, type UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import type { CopyProgress } from "./back-up.service";
import { BackupFolder } from "./backup-folder";
import type { BackupManifest } from "./backup-manifest";
import { MeasuredBytes } from "./measured-bytes";
import { intoTable, rowsOf, tablesToCopy, withCopyingClient } from "./table-copies";

const RESTORE_LOCK = 7_208_523;

/** What of the house a restored database is put in order with. */
export interface RestoredHouse {
  readonly jobs: readonly Job[];
  readonly units: UnitsOfWork;
  readonly security: { readonly audit: AuditLog };
}

export interface Restored {
  readonly manifest: BackupManifest;
  readonly rows: number;
  /** Jobs that deleted what is past its time, in the order in which they ran. */
  readonly forgotten: readonly string[];
}

/** Fills an empty database with a backup, whole or not at all. */
export class RestoreService {
  /** @param withHouse opens the house over the database, once it is filled and migrated */
  constructor(
    private readonly connections: Connections,
    private readonly withHouse: <T>(work: (house: RestoredHouse) => Promise<T>) => Promise<T>,
    private readonly access: Access,
  ) {}

  /**
   * Checks every file, fills the tables at the backup's own migrations in one unit of work, reads them back and compares;
   * then migrates to this Yusr and deletes what is past its time since. Until then the database bears a mark and nobody
   * works on it; run again, it begins anew. Refused with `NOT_A_BACKUP`, `NEWER_FORMAT`, `BACKUP_DAMAGED`,
   * `NEWER_MIGRATION`, `NOT_EMPTY`, `OTHER_BACKUP`, `RESTORE_RUNNING`, `NOT_CONSISTENT`, `NOT_READ_BACK`.
   */
  async restore(actor: Actor, from: string, progress: CopyProgress = () => undefined): Promise<Restored | Refusal> {
    this.access.require(actor, "database.keep");
    const folder = await BackupFolder.open(from);
    if (folder instanceof Refusal) return folder;
    const { manifest } = folder;
    const unknown = manifest.migrations.find((name) => !MIGRATIONS.some((known) => known.name === name));
    if (unknown !== undefined) return new Refusal("NEWER_MIGRATION", `The backup was made by Yusr ${manifest.yusr}, which knows ${unknown}: upgrade this one first.`, ["from"]);
    const { problems, rows } = await folder.verify();
    if (problems.length > 0) return new Refusal("BACKUP_DAMAGED", `${problems.map(({ file, kind }) => `${file} is ${kind.toLowerCase()}`).join(", ")}. Nothing was done.`, ["from"]);
    return withCopyingClient(this.connections.owner, async (client) => {
      const { rows: locked } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [RESTORE_LOCK]);
      if (locked[0]?.locked !== true) return new Refusal("RESTORE_RUNNING", "Somebody is restoring into this database just now.");
      const refused = (await this.prepare(client, manifest)) ?? (await fill(client, folder, 2 * rows, progress));
      if (refused !== undefined) return refused;
      await migrateRestored(this.connections.owner);
      const forgotten = await this.withHouse((house) => this.settle(house, actor, manifest));
      await client.query(`DROP TABLE public.${RESTORE_MARK}`);
      return { manifest, rows, forgotten };
    });
  }

  private async prepare(client: Client, { migrations, tables }: BackupManifest): Promise<Refusal | undefined> {
    if (!(await migrateForRestore(this.connections.owner, migrations))) {
      return new Refusal("NOT_EMPTY", "The database is not empty, and a restore overwrites nothing: make a new one, or name an empty folder in YUSR_DATA_DIR.");
    }
    const { rows: applied } = await client.query<{ name: string }>("SELECT name FROM schema_migration");
    const there = await tablesToCopy(client);
    const same = applied.length === migrations.length && there.length === tables.length && tables.every(({ name }) => there.some((table) => table.name === name));
    return same ? undefined : new Refusal("OTHER_BACKUP", "A restore of another backup was begun here and did not come to its end: take a new database.");
  }

  private async settle({ jobs, units, security }: RestoredHouse, actor: Actor, { takenAt }: BackupManifest): Promise<readonly string[]> {
    const forgetting = jobs.filter(({ forgets }) => forgets);
    for (const job of forgetting) await job.run();
    await units.write((unit) => security.audit.record(unit, actor, "restoreBackup", { takenAt }));
    return forgetting.map(({ name }) => name);
  }
}

/** Everything in one unit of work: what was begun and not finished before is gone with the first statement. */
async function fill(client: Client, folder: BackupFolder, steps: number, progress: CopyProgress): Promise<Refusal | undefined> {
  const { tables } = folder.manifest;
  const there = new Map((await tablesToCopy(client)).map((table) => [table.name, table]));
  let done = 0;
  const passed = (rows: number): void => {
    done += rows;
    progress(done, steps);
  };
  await client.query("BEGIN");
  try {
    await client.query(`TRUNCATE ${tables.map(({ name }) => `public."${name}"`).join(", ")}`);
    for (const table of tables) await folder.unpack(table, intoTable(client, table), passed);
    for (const table of tables) {
      const measured = new MeasuredBytes(passed);
      const at = there.get(table.name);
      if (at === undefined) throw new Error(`The table ${table.name} is gone.`);
      await pipeline(rowsOf(client, { ...at, columns: table.columns }), measured.resume());
      if (measured.lines === table.rows && measured.digest() === table.sha256) continue;
      await client.query("ROLLBACK");
      return new Refusal("NOT_READ_BACK", `What the database says of ${table.name} is not what was written into it. Nothing was kept.`);
    }
    await client.query("COMMIT");
    await client.query("ANALYZE");
    return undefined;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    const { table = "a table", detail = "" } = error as { table?: string; detail?: string };
    if (sqlState(error)?.startsWith("23") === true) return new Refusal("NOT_CONSISTENT", `The backup is not of one moment: ${table} does not agree with the others. Nothing was kept. ${detail}`);
    throw error;
  }
}
