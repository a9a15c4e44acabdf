import type { Outcome } from "../../transactions/domain/outcome";

/** From this share of "no" on among decided transactions, answers without any are suspect. */
const SOME_NO = 0.05;

/** Answers hold at least this part of the "no"s that transactions have. */
const LEAST_PART = 0.25;

/** Expected "no"s among the answers from which their absence is no chance. */
const EXPECTED_NO = 5;

/** What counts as a yes. */
export const YES: readonly Outcome[] = ["GRANTED", "PARTLY_GRANTED"];
/** What counts as a no. */
export const NO: readonly Outcome[] = ["REFUSED", "NOT_ELIGIBLE"];

/** How many there were with an outcome; null: nobody said. */
export interface OutcomeCount {
  readonly outcome: string | null;
  readonly n: number;
}

/**
 * Whether those who got a "no" hardly answer: their part among the answers is less than a quarter of that among the decided
 * transactions, even if every answer that may not be told by outcome (`untold`) was one of theirs.
 */
export function successesOnly(transactions: readonly OutcomeCount[], answers: readonly OutcomeCount[], untold: number): boolean {
  const sum = (rows: readonly OutcomeCount[], which: readonly string[]): number => rows.reduce((total, { outcome, n }) => total + (outcome !== null && which.includes(outcome) ? n : 0), 0);
  const [no, yes, noSaid, yesSaid] = [sum(transactions, NO), sum(transactions, YES), sum(answers, NO), sum(answers, YES)];
  if (no + yes === 0 || noSaid + yesSaid === 0) return false;
  const share = no / (no + yes);
  const atMost = (noSaid + untold) / (noSaid + yesSaid + untold);
  return share >= SOME_NO && share * (noSaid + yesSaid) >= EXPECTED_NO && atMost < LEAST_PART * share;
}
