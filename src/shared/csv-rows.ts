import { CsvError, type Info, parse } from "csv-parse";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { InputProblem } from "./input-file";
import { Refusal } from "./refusal";

/** A row of a CSV file, its cells by column name. */
export interface CsvRow {
  /** Line on which the row begins, counted from 1; the header is line 1 of an ordinary file. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A row that cannot be read; the rows after it can. */
export interface BadCsvRow {
  readonly line: number;
  /** Code `WRONG_NUMBER_OF_CELLS`. */
  readonly refusal: Refusal;
}

export interface CsvOptions {
  /** Columns without which the file is of no use. */
  readonly required?: readonly string[];
  /** Without it: whichever of `,` `;` tab `|` the header holds most of. */
  readonly delimiter?: string;
}

/** A longer row is a quote that somebody forgot to close. */
const MAX_ROW_LENGTH = 1_048_576;
const DELIMITERS = [",", ";", "\t", "|"] as const;

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

/**
 * The rows of a CSV text (RFC 4180, header first, either line end, empty lines skipped, stray quotes taken as they
 * are), one at a time. A row with too few or too many cells comes as a `BadCsvRow`, and the reading goes on. Names of
 * columns are trimmed; cells are not.
 *
 * @throws InputProblem `COLUMN_MISSING`, `COLUMN_TWICE` for the header, `CSV_DAMAGED` for a quote that is never closed,
 * and whatever the text itself throws.
 */
export async function* csvRows(text: AsyncIterable<string>, options: CsvOptions = {}): AsyncGenerator<CsvRow | BadCsvRow, void, undefined> {
  const { delimiter, whole } = await begun(text, options.delimiter);
  const parser = parse({ delimiter, info: true, record_delimiter: ["\r\n", "\n"], relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: MAX_ROW_LENGTH });
  const feeding = pipeline(Readable.from(whole), parser).catch(() => undefined);
  try {
    let header: readonly string[] | undefined;
    let countedTwice = 0;
    for await (const parsed of parser) {
      const { record, info } = parsed as Parsed;
      // The parser counts \r\n inside quotes as two lines, and tells the line on which a row ends.
      countedTwice += occurrences(record, "\r\n");
      const line = info.lines - countedTwice - occurrences(record, "\n");
      if (header === undefined) header = checkedHeader(record, options.required ?? []);
      else yield asRow(header, record, line);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = (error as { lines?: unknown }).lines;
    throw new InputProblem("CSV_DAMAGED", "A quoted cell is never closed, so the rest of the file cannot be told apart into rows.", typeof at === "number" ? at : undefined);
  } finally {
    parser.destroy();
    await feeding;
  }
}

function asRow(header: readonly string[], record: readonly string[], line: number): CsvRow | BadCsvRow {
  if (record.length !== header.length) {
    return { line, refusal: new Refusal("WRONG_NUMBER_OF_CELLS", `${String(record.length)} cells where the header has ${String(header.length)}.`, ["line", line]) };
  }
  // Without a prototype: a file may well have a column called "constructor".
  const cells = Object.create(null) as Record<string, string>;
  header.forEach((name, index) => (cells[name] = record[index] ?? ""));
  return { line, cells };
}

function checkedHeader(record: readonly string[], required: readonly string[]): readonly string[] {
  const header = record.map((name) => name.trim());
  const twice = header.find((name, index) => name !== "" && header.indexOf(name) !== index);
  if (twice !== undefined) throw new InputProblem("COLUMN_TWICE", `Two columns are called "${twice}".`, 1);
  const missing = required.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new InputProblem("COLUMN_MISSING", `There is no column "${missing.join('", "')}". The file has: ${header.filter((name) => name !== "").join(", ")}.`, 1);
  return header;
}

function occurrences(cells: readonly string[], text: string): number {
  let count = 0;
  for (const cell of cells) if (cell.includes("\n")) count += cell.split(text).length - 1;
  return count;
}

/** Looks at the header for the delimiter, and gives the text back whole. */
async function begun(text: AsyncIterable<string>, delimiter: string | undefined): Promise<{ delimiter: string; whole: AsyncIterable<string> }> {
  const pieces = text[Symbol.asyncIterator]();
  let head = "";
  let over = false;
  while (!over && !head.includes("\n") && head.length < MAX_ROW_LENGTH) {
    const next = await pieces.next();
    over = next.done === true;
    if (next.done !== true) head += next.value;
  }
  const headerLine = (head.split("\n", 1)[0] ?? "").replace(/"(?:[^"]|"")*"/gu, "");
  const counts = DELIMITERS.map((candidate) => headerLine.split(candidate).length);
  return {
    delimiter: delimiter ?? DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",",
    whole: (async function* (): AsyncGenerator<string, void, undefined> {
      try {
        yield head;
        while (!over) {
          const next = await pieces.next();
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        await pieces.return?.();
      }
    })(),
  };
}
