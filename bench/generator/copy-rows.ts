import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { columnNames, type UnnestColumn } from "../../src/database/unnest";

export type Cell = string | number | boolean | Date | null;

const ROWS_AT_ONCE = 2_000;

/** Writes rows by COPY. No text among them holds a tab, a line break or a backslash. */
export async function copyCells(client: Client, table: string, columns: string, rows: readonly (readonly Cell[])[]): Promise<void> {
  if (rows.length === 0) return;
  const chunks = function* (): Generator<string> {
    for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) yield rows.slice(i, i + ROWS_AT_ONCE).map(line).join("");
  };
  await pipeline(Readable.from(chunks(), { objectMode: true }), client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`)));
}

/** The same by the product's own description of a table's columns. */
export async function copyRows<R>(client: Client, table: string, columns: readonly UnnestColumn<R>[], rows: readonly R[]): Promise<void> {
  const cells = rows.map((row) => columns.map(({ of, type }): Cell => {
    const value = of(row);
    return type === "bytea" && value !== null ? bytes(String(value)) : value;
  }));
  await copyCells(client, table, columnNames(columns), cells);
}

/** Hexadecimal as COPY reads bytes: its own backslash escaped. */
export function bytes(hex: string): string {
  return `\\\\x${hex}`;
}

function line(row: readonly Cell[]): string {
  let text = "";
  for (let i = 0; i < row.length; i += 1) text += `${i === 0 ? "" : "\t"}${cell(row[i] ?? null)}`;
  return `${text}\n`;
}

function cell(value: Cell): string {
  if (value === null) return "\\N";
  return value instanceof Date ? value.toISOString() : String(value);
}
