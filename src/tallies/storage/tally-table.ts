import { type Grain, keyAt } from "../domain/grain";
import type { Tally } from "../domain/tally";

/** `withPromise` → `with_promise`. */
export function columnName(property: string): string {
  return property.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

const SUFFIXES = { DAY: "tally", MONTH: "month_tally", TOTAL: "total_tally" } as const satisfies Record<Grain, string>;

/** The table of a tally at a grain; the finest that is kept has the plain name. */
export const tallyTable = (tally: Tally, grain: Grain = "DAY"): string => `${tally.name}_${SUFFIXES[tally.monthly === true ? "DAY" : grain]}`;
export const deltaTable = (tally: Tally): string => `${tally.name}_delta`;

export const keyColumns = (tally: Tally, grain: Grain = "DAY"): readonly string[] => keyAt(tally, grain).map((column) => columnName(column.name));
export const measureColumns = (tally: Tally): readonly string[] => tally.measures.map(columnName);
