import { v7 } from "uuid";

/** A UUIDv7: unique without asking the database, and in order of time, so that indexes grow at one end. */
export function newId(): string {
  return v7();
}

/** Where going through ids page by page begins: before every id there can be. */
export const BEFORE_ALL_IDS = "00000000-0000-0000-0000-000000000000";
