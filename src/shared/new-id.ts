import { v7 } from "uuid";

/** A UUIDv7: unique without asking the database, and in order of time, so that indexes grow at one end. */
export function newId(): string {
  return v7();
}

/** Where going through ids page by page begins: before every id there can be. */
export const BEFORE_ALL_IDS = "00000000-0000-0000-0000-000000000000";

/** The first id there can be of an instant: those before it were made earlier. */
export function firstIdAt(instant: Date): string {
  const time = Math.max(0, instant.getTime()).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
