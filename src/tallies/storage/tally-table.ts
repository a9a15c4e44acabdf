import type { Tally } from "../domain/tally";

/** `withPromise` → `with_promise`. */
export function columnName(property: string): string {
  return property.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

export const tallyTable = (tally: Tally): string => `${tally.name}_tally`;
export const deltaTable = (tally: Tally): string => `${tally.name}_delta`;

export const keyColumns = (tally: Tally): readonly string[] => tally.key.map((column) => columnName(column.name));
export const measureColumns = (tally: Tally): readonly string[] => tally.measures.map(columnName);
