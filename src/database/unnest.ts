/** A column of rows that a statement takes as arrays, one per column. */
export interface UnnestColumn<R> {
  readonly name: string;
  /** PostgreSQL type of one value. */
  readonly type: "uuid" | "text" | "integer" | "smallint" | "bigint" | "boolean" | "timestamptz" | "date" | "bytea" | "jsonb" | "double precision";
  /** The value in a row. Digests (`bytea`) are hexadecimal text, `jsonb` is JSON text. */
  readonly of: (row: R) => string | number | boolean | Date | null;
  /** Of a column that holds an array of its own in each row: its type. An array of arrays must be a rectangle, so they travel as text. */
  readonly as?: "integer[]" | "bigint[]" | "double precision[]" | "text[]";
}

/** `a, b, c`: names for INSERT and for the alias of `unnest`. */
export function columnNames<R>(columns: readonly UnnestColumn<R>[]): string {
  return columns.map((column) => column.name).join(", ");
}

/** `a, b::integer[], c`: what is selected of the alias of `unnest`. */
export function unnestSelection<R>(columns: readonly UnnestColumn<R>[]): string {
  return columns.map(({ name, as }) => (as === undefined ? name : `${name}::${as}`)).join(", ");
}

/** `unnest($1::uuid[], $2::text[], …)`: goes with `unnestParameters` of the same columns; `first` is the number of the first parameter. */
export function unnestOf<R>(columns: readonly UnnestColumn<R>[], first = 1): string {
  return `unnest(${columns.map((column, index) => `$${String(first + index)}::${column.type}[]`).join(", ")})`;
}

/**
 * One array literal per column. Written here and not by the driver, which looks at every value anew and formats times
 * piece by piece: on the way in of a thousand passages that was a fifth of the whole.
 */
export function unnestParameters<R>(columns: readonly UnnestColumn<R>[], rows: readonly R[]): string[] {
  return columns.map((column) => {
    const write = WRITERS[column.type] ?? String;
    const values = rows.map((row) => {
      const value = column.of(row);
      return value === null ? "NULL" : write(value);
    });
    return `{${values.join(",")}}`;
  });
}

type Value = string | number | boolean | Date;

const SPECIAL = /["\\]/;
const quoted = (value: Value): string => {
  const text = String(value);
  return SPECIAL.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
};
const WRITERS: Partial<Record<UnnestColumn<never>["type"], (value: Value) => string>> = {
  text: quoted,
  jsonb: quoted,
  timestamptz: (value) => (value instanceof Date ? value.toISOString() : `"${value.toString()}"`),
  bytea: (value) => `"\\\\x${String(value)}"`,
};
