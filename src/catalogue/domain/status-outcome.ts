/**
 * How a status of a portal may end a transaction: every outcome of `transactions/` but `IN_FLIGHT`, which ends nothing.
 * Written down here too, because the catalogue may not look downstream; a test holds the two lists together.
 */
export const StatusOutcome = {
  GRANTED: "GRANTED",
  PARTLY_GRANTED: "PARTLY_GRANTED",
  REFUSED: "REFUSED",
  NOT_ELIGIBLE: "NOT_ELIGIBLE",
  WITHDRAWN: "WITHDRAWN",
  ABANDONED: "ABANDONED",
  EXPIRED: "EXPIRED",
  FAILED: "FAILED",
} as const;
export type StatusOutcome = keyof typeof StatusOutcome;
