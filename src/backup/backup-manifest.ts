import { Refusal } from "../shared/refusal";

/** Raised when an older Yusr could no longer read what is written. */
export const BACKUP_FORMAT = 1;

/** A table of a backup: what COPY wrote of it, in the order of its key. */
export interface BackedUpTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** SHA-256 of the rows as COPY writes them, before they are packed; in hexadecimal. */
  readonly sha256: string;
}

/** What a backup holds: `backup.json` in its folder. */
export interface BackupManifest {
  readonly format: number;
  /** Version of the Yusr that made it. */
  readonly yusr: string;
  /** Everything that was acknowledged before is in it. */
  readonly takenAt: string;
  /** Version of the PostgreSQL it was read from. */
  readonly postgres: string;
  /** What the tables had become by, in the order in which it was applied. */
  readonly migrations: readonly string[];
  /** In an order in which they can be filled: none refers to a later one. */
  readonly tables: readonly BackedUpTable[];
}

/** Reads a manifest that anybody may have written. Refused with `NOT_A_BACKUP`, `NEWER_FORMAT`. */
export function parseManifest(text: string): BackupManifest | Refusal {
  const manifest = parsed(text);
  if (manifest?.format !== undefined && Number.isInteger(manifest.format) && manifest.format > BACKUP_FORMAT) {
    return new Refusal("NEWER_FORMAT", `The backup is of format ${String(manifest.format)}, and this Yusr reads up to ${String(BACKUP_FORMAT)}: upgrade it first.`);
  }
  const whole =
    manifest?.format === BACKUP_FORMAT &&
    [manifest.yusr, manifest.takenAt, manifest.postgres].every((one) => typeof one === "string") &&
    areNames(manifest.migrations) &&
    Array.isArray(manifest.tables) &&
    manifest.tables.every(isTable);
  return whole ? (manifest as BackupManifest) : new Refusal("NOT_A_BACKUP", "Its backup.json does not say what a backup's says.");
}

function parsed(text: string): Partial<BackupManifest> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isTable(table: Partial<BackedUpTable> | null): boolean {
  return table !== null && isName(table.name) && areNames(table.columns) && Number.isSafeInteger(table.rows) && /^[0-9a-f]{64}$/u.test(table.sha256 ?? "");
}

/** Names become parts of statements and of paths. */
function isName(name: unknown): boolean {
  return typeof name === "string" && /^\w{1,63}$/u.test(name);
}

function areNames(names: unknown): boolean {
  return Array.isArray(names) && names.every(isName);
}
