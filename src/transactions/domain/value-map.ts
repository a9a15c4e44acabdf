import { Refusal } from "../../shared/refusal";

/** What the values of a log's attribute stand for, by value. */
export type ValueMap<T extends string> = ReadonlyMap<string, T>;

/**
 * Reads a mapping that a person wrote. What it maps to must be on the list (`UNKNOWN_VALUE`, with the list); capital or
 * small letters, spaces and hyphens do not matter there.
 */
export function readValueMap<T extends string>(entries: readonly (readonly [string, string])[], list: Readonly<Record<T, T>>, path: string): ValueMap<T> | Refusal {
  const map = new Map<string, T>();
  for (const [value, meaning] of entries) {
    const known = onList(meaning, list);
    if (known === undefined) return new Refusal("UNKNOWN_VALUE", `"${meaning}" is none of ${Object.keys(list).join(", ")}.`, [path, value]);
    map.set(value.trim(), known);
  }
  return map;
}

/** What a value stands for: as the map says, else itself where it is on the list. */
export function meaningOf<T extends string>(value: string, map: ValueMap<T>, list: Readonly<Record<T, T>>): T | undefined {
  return map.get(value.trim()) ?? onList(value, list);
}

function onList<T extends string>(text: string, list: Readonly<Record<T, T>>): T | undefined {
  const code = text.trim().toUpperCase().replace(/[\s-]+/gu, "_");
  return (Object.keys(list) as T[]).find((known) => known === code);
}
