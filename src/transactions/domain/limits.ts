/** Items of one call. */
export const ITEM_LIMIT = 1_000;

/** Passages of one transaction, however many messages they came in. */
export const PASSAGE_LIMIT = 1_000;

/** How far a time may lie ahead of our clock: clocks differ, and so do ideas of time zones; plans are no facts. */
export const AHEAD_LIMIT_MS = 24 * 3_600_000;

/** Longest texts, in UTF-16 units. */
export const LENGTH_LIMITS = {
  service: 130,
  reference: 200,
  touchpoint: 64,
  language: 35,
  scheme: 64,
  person: 200,
  step: 200,
  timestamp: 40,
} as const;
