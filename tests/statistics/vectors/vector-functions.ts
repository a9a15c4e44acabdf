import { join } from "node:path";
import type { Interval } from "../../../src/statistics/interval";

/** The vectors' name of a function → our function, in the vectors' words. */
export type VectorFunctions = Readonly<Record<string, (input: never) => unknown>>;

/** An interval as the vectors write it. */
export const pair = (interval: Interval | null): number[] | null => (interval === null ? null : [interval.low, interval.high]);

/** Where the vectors are; the data that some of them need lie beside it. */
export const VECTORS_FILE = process.env["VECTORS"] ?? join(process.env["YUSR_SHARED"] ?? join(__dirname, "../../../../shared"), "vectors/vectors.json");
