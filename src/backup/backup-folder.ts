import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Refusal } from "../shared/refusal";
import { type BackedUpTable, type BackupManifest, parseManifest } from "./backup-manifest";
import { MeasuredBytes } from "./measured-bytes";

const MANIFEST = "backup.json";
/** As `sha256sum` writes and checks it, so that a backup can be checked where there is no Yusr. */
const SUMS = "SHA256SUMS";
/** A third of the time of the usual level, for a tenth more bytes. */
const LEVEL = 3;

const fileOf = (table: string): string => `${table}.copy.gz`;

/** `MISSING`, `UNEXPECTED`: the list of sums says otherwise. `CHANGED`: the file, or what is packed in it, is not what was written. */
export interface BackupProblem {
  readonly file: string;
  readonly kind: "MISSING" | "UNEXPECTED" | "CHANGED";
}

export interface BackupCheck {
  readonly manifest: BackupManifest;
  readonly rows: number;
  readonly problems: readonly BackupProblem[];
}

/** A backup that is being written, under a name of its own until it is whole. */
export class NewBackup {
  private readonly sums = new Map<string, string>();

  private constructor(
    private readonly wanted: string,
    private readonly folder: string,
  ) {}

  /** Refused with `ALREADY_THERE`, `NO_SUCH_FOLDER`. */
  static async begin(wanted: string): Promise<NewBackup | Refusal> {
    if ((await stat(wanted).catch(() => undefined)) !== undefined) return new Refusal("ALREADY_THERE", `There is something at ${wanted} already: a backup overwrites nothing.`, ["to"]);
    try {
      return new NewBackup(wanted, await mkdtemp(`${wanted}.part-`));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      return new Refusal("NO_SUCH_FOLDER", `There is no folder ${dirname(wanted)}.`, ["to"]);
    }
  }

  /** Keeps the rows of a table as they come. */
  async keep(name: string, columns: readonly string[], rows: Readable, passed: (rows: number) => void): Promise<BackedUpTable> {
    const [plain, packed] = [new MeasuredBytes(passed), new MeasuredBytes()];
    await pipeline(rows, plain, createGzip({ level: LEVEL }), packed, createWriteStream(join(this.folder, fileOf(name)), { mode: 0o600, flush: true }));
    this.sums.set(fileOf(name), packed.digest());
    return { name, columns, rows: plain.lines, sha256: plain.digest() };
  }

  /** From here on it is a backup. */
  async finish(manifest: BackupManifest): Promise<void> {
    const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
    this.sums.set(MANIFEST, createHash("sha256").update(text).digest("hex"));
    const sums = [...this.sums].sort().map(([file, sum]) => `${sum}  ${file}\n`).join("");
    await writeFile(join(this.folder, MANIFEST), text, { mode: 0o600, flush: true });
    await writeFile(join(this.folder, SUMS), sums, { mode: 0o600, flush: true });
    await chmod(this.folder, 0o700);
    await written(this.folder);
    await rename(this.folder, this.wanted);
    await written(dirname(this.wanted));
  }

  async discard(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Waits until the names of a folder are on the disk, as its files are. */
async function written(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

/** A backup that is there. */
export class BackupFolder {
  private constructor(
    private readonly folder: string,
    readonly manifest: BackupManifest,
  ) {}

  /** Refused with `NOT_A_BACKUP`, `NEWER_FORMAT`. */
  static async open(folder: string): Promise<BackupFolder | Refusal> {
    const text = await readFile(join(folder, MANIFEST), "utf8").catch(() => undefined);
    if (text === undefined) return new Refusal("NOT_A_BACKUP", `There is no ${MANIFEST} in ${folder}: it is no backup of Yusr, or it never became whole.`, ["from"]);
    const manifest = parseManifest(text);
    return manifest instanceof Refusal ? manifest : new BackupFolder(folder, manifest);
  }

  /** Unpacks the rows of a table into where they are wanted. */
  async unpack({ name }: BackedUpTable, into: Writable, passed: (rows: number) => void): Promise<void> {
    await pipeline(createReadStream(join(this.folder, fileOf(name))), createGunzip(), new MeasuredBytes(passed), into);
  }

  /** Looks at every byte of every file, without a database. */
  async verify(passed: (rows: number) => void = () => undefined): Promise<BackupCheck> {
    const { manifest } = this;
    const sums = await this.readSums();
    const there = new Set(await readdir(this.folder));
    const expected = [MANIFEST, ...manifest.tables.map(({ name }) => fileOf(name))];
    const problems: BackupProblem[] = [];
    if (!there.has(SUMS)) problems.push({ file: SUMS, kind: "MISSING" });
    for (const file of there) if (file !== SUMS && !expected.includes(file)) problems.push({ file, kind: "UNEXPECTED" });
    for (const file of expected.filter((one) => !there.has(one))) problems.push({ file, kind: "MISSING" });
    if (!(await this.isAsWritten(MANIFEST, sums))) problems.push({ file: MANIFEST, kind: "CHANGED" });
    for (const table of manifest.tables) {
      const file = fileOf(table.name);
      if (there.has(file) && !(await this.isAsWritten(file, sums, table, passed))) problems.push({ file, kind: "CHANGED" });
    }
    return { manifest, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), problems };
  }

  private async readSums(): Promise<ReadonlyMap<string, string>> {
    const text = await readFile(join(this.folder, SUMS), "utf8").catch(() => "");
    return new Map(text.split("\n").map((line) => [line.slice(66), line.slice(0, 64)]));
  }

  private async isAsWritten(file: string, sums: ReadonlyMap<string, string>, table?: BackedUpTable, passed?: (rows: number) => void): Promise<boolean> {
    const [whole, unpacked] = [new MeasuredBytes(), new MeasuredBytes(passed)];
    unpacked.resume();
    const source = createReadStream(join(this.folder, file));
    try {
      await (table === undefined ? pipeline(source, whole.resume()) : pipeline(source, whole, createGunzip(), unpacked));
    } catch (error) {
      // What cannot be unpacked is not what was packed; what cannot be read is another trouble.
      if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
      return false;
    }
    return whole.digest() === sums.get(file) && (table === undefined || (unpacked.lines === table.rows && unpacked.digest() === table.sha256));
  }
}
