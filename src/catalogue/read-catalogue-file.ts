import { basename } from "node:path";
import { type BadCsvRow, type CsvRow, csvRows } from "../shared/csv-rows";
import { type ReadingProgress, textOf } from "../shared/input-file";
import { Refusal } from "../shared/refusal";
import type { ReadDocument } from "./domain/import/catalogue-document";
import { readDocumentJson } from "./domain/import/document-json";
import { FLAT_COLUMNS, readFlatCsv } from "./domain/import/flat-csv";
import { INVENTORY_COLUMNS, readServiceInventory } from "./domain/import/service-inventory";

/** A catalogue of a whole country has a few megabytes. */
const LONGEST_JSON = 268_435_456;

/**
 * Reads a catalogue file, plain or gzip. What it is, its content tells: JSON begins with a brace, the register of the
 * Government of Canada has its own columns, every other CSV is ours. Refusals: `NOT_JSON`, `FILE_TOO_LONG`,
 * `NOT_A_CATALOGUE`, `COLUMN_MISSING`.
 *
 * @throws InputProblem what `textOf` and `csvRows` throw for a file that cannot be read.
 */
export async function readCatalogueFile(path: string, progress?: ReadingProgress): Promise<ReadDocument | Refusal> {
  const text = textOf(path, progress);
  const first = await text.next();
  const head = first.done === true ? "" : first.value;
  const whole = (async function* (): AsyncGenerator<string, void, undefined> {
    yield head;
    yield* text;
  })();
  return /^\s*[{[]/u.test(head) ? readJson(whole) : readCsv(whole, basename(path));
}

async function readJson(text: AsyncIterable<string>): Promise<ReadDocument | Refusal> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of text) {
    length += piece.length;
    if (length > LONGEST_JSON) return new Refusal("FILE_TOO_LONG", "A catalogue document has at most 256 million characters; split it by agency.");
    pieces.push(piece);
  }
  let content: unknown;
  try {
    content = JSON.parse(pieces.join(""));
  } catch (error) {
    // The parser's message tells the place, and repeats a few characters of a file that the operator has anyway.
    return new Refusal("NOT_JSON", `The file begins like JSON and is none: ${error instanceof Error ? error.message : ""}`);
  }
  return readDocumentJson(content);
}

/** In memory: a row for each service of a country is a few thousand, and later rows may concern earlier ones. */
async function readCsv(text: AsyncIterable<string>, name: string): Promise<ReadDocument | Refusal> {
  const rows: (CsvRow | BadCsvRow)[] = [];
  for await (const row of csvRows(text)) rows.push(row);
  const columns = Object.keys(rows.find((row): row is CsvRow => "cells" in row)?.cells ?? {});
  const has = (names: readonly string[]): boolean => names.every((column) => columns.includes(column));
  if (has(INVENTORY_COLUMNS)) return readServiceInventory(rows);
  if (columns.length > 0 && !has(FLAT_COLUMNS)) {
    return new Refusal("COLUMN_MISSING", `A catalogue CSV has at least the columns ${FLAT_COLUMNS.join(" and ")}. The file has: ${columns.join(", ")}.`, ["line", 1]);
  }
  return readFlatCsv(rows, name);
}
