/** Where a transaction stands. A "no" is a completed transaction: it was decided. */
export const Outcome = {
  IN_FLIGHT: "IN_FLIGHT",
  GRANTED: "GRANTED",
  PARTLY_GRANTED: "PARTLY_GRANTED",
  REFUSED: "REFUSED",
  NOT_ELIGIBLE: "NOT_ELIGIBLE",
  WITHDRAWN: "WITHDRAWN",
  ABANDONED: "ABANDONED",
  EXPIRED: "EXPIRED",
  FAILED: "FAILED",
} as const;
export type Outcome = keyof typeof Outcome;

const DECIDED: readonly Outcome[] = ["GRANTED", "PARTLY_GRANTED", "REFUSED", "NOT_ELIGIBLE"];

/** Whether the government gave an answer, whichever it was. */
export function isDecided(outcome: Outcome): boolean {
  return DECIDED.includes(outcome);
}
