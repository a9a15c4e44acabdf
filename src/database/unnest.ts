/** A column of rows that a statement takes as arrays, one per column. */
export interface UnnestColumn<R> {
  readonly name: string;
  /** PostgreSQL type of one value. */
  readonly type: "uuid" | "text" | "integer" | "smallint" | "bigint" | "boolean" | "timestamptz" | "date" | "bytea" | "jsonb" | "double precision";
  /** The value in a row. Digests (`bytea`) are hexadecimal text, `jsonb` is JSON text. */
  readonly of: (row: R) => string | number | boolean | Date | null;
}

/** `a, b, c`: names for INSERT and for the alias of `unnest`. */
export function columnNames<R>(columns: readonly UnnestColumn<R>[]): string {
  return columns.map((column) => column.name).join(", ");
}

/** `unnest($1::uuid[], $2::text[], …)`: goes with `unnestParameters` of the same columns. */
export function unnestOf<R>(columns: readonly UnnestColumn<R>[]): string {
  return `unnest(${columns.map((column, index) => `$${String(index + 1)}::${column.type}[]`).join(", ")})`;
}

/**
 * One array literal per column. Written here and not by the driver, which looks at every value anew and formats times
 * piece by piece: on the way in of a thousand passages that was a fifth of the whole.
 */
export function unnestParameters<R>(columns: readonly UnnestColumn<R>[], rows: readonly R[]): string[] {
  return columns.map((column) => {
    const write = WRITERS[column.type] ?? plain;
    let literal = "{";
    for (const row of rows) {
      const value = column.of(row);
      literal += literal.length === 1 ? "" : ",";
      literal += value === null ? "NULL" : write(value);
    }
    return `${literal}}`;
  });
}

type Value = string | number | boolean | Date;

const plain = (value: Value): string => String(value);
const quoted = (value: Value): string => `"${String(value).replace(/["\\]/gu, "\\$&")}"`;
const WRITERS: Partial<Record<UnnestColumn<never>["type"], (value: Value) => string>> = {
  text: quoted,
  jsonb: quoted,
  timestamptz: (value) => (value instanceof Date ? value.toISOString() : `"${value.toString()}"`),
  bytea: (value) => `"\\\\x${String(value)}"`,
};
