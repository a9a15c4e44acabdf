import type { Interval } from "../../../src/statistics/interval";

/** The vectors' name of a function → our function, in the vectors' words. */
export type VectorFunctions = Readonly<Record<string, (input: never) => unknown>>;

/** An interval as the vectors write it. */
export const pair = (interval: Interval | null): number[] | null => (interval === null ? null : [interval.low, interval.high]);
