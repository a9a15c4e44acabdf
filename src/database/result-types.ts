import { types } from "pg";

/** `integer[]` and `double precision[]`. */
const NUMBER_ARRAYS: ReadonlySet<number> = new Set([1007, 1022]);

/** One dimension, and nothing that JSON has no word for, such as NaN. */
const PLAIN = /^\{[-+.,e\d]*\}$/;

type Read = (text: string) => unknown;

/** The driver's own; its types know the numbers of built-in types only, but a database has more. */
const usual = types.getTypeParser as (oid: number, format?: "text" | "binary") => Read;

/**
 * How values that PostgreSQL sends become JavaScript's: as the driver does it, but for plain arrays of numbers, which
 * JavaScript's own JSON parser reads. The driver's looks at each character by itself; reports read such arrays by the ten
 * thousand.
 */
export const RESULT_TYPES = {
  getTypeParser: (oid: number, format?: "text" | "binary"): Read => (format !== "binary" && NUMBER_ARRAYS.has(oid) ? (text) => (PLAIN.test(text) ? (JSON.parse(`[${text.slice(1, -1)}]`) as unknown) : usual(oid)(text)) : usual(oid, format)),
};
