import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvRows } from "../../shared/csv-rows";
import { fingerprint } from "../../shared/fingerprint";
import { InputProblem, type ReadingProgress, textOf } from "../../shared/input-file";
import { Refusal } from "../../shared/refusal";
import type { LogNames, NotTaken, RawEvent, RawTrace } from "../domain/log-trace";
import type { LogFile } from "./log-file";

const BUCKETS = 256;
/** Characters that a bucket holds in memory before they go to disk; a small log never touches the disk. */
const HELD = 65_536;
/** More events than any dealing with a government has: most likely the wrong column. */
const MAX_EVENTS = 10_000;

/** A row as a bucket keeps it: line, case, attributes of the case, attributes of the event. */
type Kept = readonly [number, string, Readonly<Record<string, string>>, Readonly<Record<string, string>>];

/**
 * A log as CSV, one row per event. The rows of a case need not stand together: many exports are in order of time. So the
 * first pass deals the rows into 256 buckets by case, on disk where they are many, and each case is then whole within
 * its bucket. Memory holds one bucket, about a 256th of the log's needed columns: some 40 MB for a log of 1 GB.
 */
export class CsvLog implements LogFile {
  private buckets: readonly Bucket[] | undefined;
  private folder: string | undefined;

  constructor(
    private readonly path: string,
    readonly names: LogNames,
    private readonly attributes: readonly string[],
  ) {}

  async *traces(progress?: ReadingProgress): AsyncGenerator<RawTrace | NotTaken, void, undefined> {
    if (this.buckets === undefined) yield* this.deal(progress);
    for (const bucket of this.buckets ?? []) yield* casesOf(bucket, this.names.case);
  }

  async close(): Promise<void> {
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
    this.folder = undefined;
    this.buckets = undefined;
  }

  private async *deal(progress: ReadingProgress | undefined): AsyncGenerator<NotTaken, void, undefined> {
    const { names } = this;
    const wanted = [names.activity, names.time, names.lifecycle, names.instance, ...(names.start === null ? [] : [names.start])];
    const required = [names.case, names.activity, names.time, ...(names.start === null ? [] : [names.start])];
    const buckets = Array.from({ length: BUCKETS }, () => new Bucket());
    let columns: ReadonlyMap<string, string> | undefined;
    for await (const row of csvRows(textOf(this.path, progress), { required })) {
      if ("refusal" in row) {
        yield row;
        continue;
      }
      columns ??= caseColumns(row.cells, this.attributes);
      const name = (row.cells[names.case] ?? "").trim();
      if (name === "") {
        yield { line: row.line, refusal: new Refusal("CASE_MISSING", `A case needs its own number: "${names.case}" is empty.`, ["line", row.line]) };
        continue;
      }
      const bucket = buckets[fingerprint(name) % BUCKETS];
      const kept: Kept = [row.line, name, picked(row.cells, columns), picked(row.cells, new Map(wanted.map((column) => [column, column])))];
      bucket?.keep(JSON.stringify(kept));
      if (bucket !== undefined && bucket.held.length > HELD) await bucket.flush(await this.bucketFile(buckets.indexOf(bucket)));
    }
    this.buckets = buckets;
  }

  /** Readable by this user only, gone with `close`: the rows hold case numbers. */
  private async bucketFile(index: number): Promise<string> {
    if (this.folder === undefined) {
      await sweep();
      this.folder = await mkdtemp(join(tmpdir(), `${FOLDER}${String(process.pid)}-`));
    }
    return join(this.folder, String(index));
  }
}

const FOLDER = "yusr-log-";

/** Takes away what an import left behind that was killed: nobody else would. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^yusr-log-(\d+)-/u.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is running too.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

class Bucket {
  held = "";
  file: string | undefined;

  keep(line: string): void {
    this.held += `${line}\n`;
  }

  async flush(file: string): Promise<void> {
    await appendFile(file, this.held);
    this.file = file;
    this.held = "";
  }

  async *rows(): AsyncGenerator<Kept, void, undefined> {
    let rest = "";
    if (this.file !== undefined) {
      for await (const piece of textOf(this.file)) {
        const lines = (rest + piece).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) yield JSON.parse(line) as Kept;
      }
    }
    for (const line of this.held.split("\n")) if (line !== "") yield JSON.parse(line) as Kept;
  }
}

async function* casesOf(bucket: Bucket, caseName: string): AsyncGenerator<RawTrace | NotTaken, void, undefined> {
  const cases = new Map<string, { readonly line: number; readonly attributes: Record<string, string>; readonly events: RawEvent[] }>();
  for await (const [line, name, ofCase, ofEvent] of bucket.rows()) {
    let found = cases.get(name);
    if (found === undefined) {
      found = { line, attributes: { ...ofCase, [caseName]: name }, events: [] };
      cases.set(name, found);
    }
    // The first row that says something about the case says it for the case.
    for (const [key, value] of Object.entries(ofCase)) if ((found.attributes[key] ?? "") === "") found.attributes[key] = value;
    if (found.events.length <= MAX_EVENTS) found.events.push({ line, attributes: ofEvent });
  }
  for (const trace of cases.values()) {
    if (trace.events.length <= MAX_EVENTS) yield trace;
    else yield { line: trace.line, refusal: new Refusal("TRACE_TOO_LONG", `A case of more than ${String(MAX_EVENTS)} events.`, ["line", trace.line]) };
  }
}

/** Where the attributes of the case stand: many exports put `case:` in front of their names. */
function caseColumns(cells: Readonly<Record<string, string>>, attributes: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    attributes.map((attribute) => {
      const column = [`case:${attribute}`, attribute].find((candidate) => candidate in cells);
      if (column === undefined) throw new InputProblem("COLUMN_MISSING", `There is no column "${attribute}" and none "case:${attribute}". The file has: ${Object.keys(cells).join(", ")}.`, 1);
      return [attribute, column];
    }),
  );
}

function picked(cells: Readonly<Record<string, string>>, columns: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...columns].flatMap(([name, column]) => ((cells[column] ?? "") === "" ? [] : [[name, cells[column] ?? ""]])));
}
