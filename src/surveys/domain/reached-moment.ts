import type { ProcedureFacts } from "../../catalogue/domain/service-facts";
import type { StepKind } from "../../catalogue/domain/step-kind";
import type { Turn } from "../../catalogue/domain/turn";
import { isDecided, type Outcome } from "../../transactions/domain/outcome";
import type { Passage, Transaction } from "../../transactions/domain/transaction";
import type { Moment } from "./moment";

const GIVEN_UP: readonly Outcome[] = ["ABANDONED", "WITHDRAWN", "EXPIRED"];

/** Steps of the person that are no part of applying: after the outcome, or only where something went wrong. */
const AFTERWARDS: readonly StepKind[] = ["RECEIVE", "FOLLOW_UP", "FIX"];

/**
 * The moments a transaction has reached, the latest first. A decided one has passed both the person's own part and the
 * outcome; one that was given up, only that. A technical failure is a moment to ask nobody.
 *
 * @param procedure the transaction's
 */
export function reachedMoments(transaction: Transaction, procedure: ProcedureFacts | undefined): readonly Moment[] {
  if (transaction.withdrawn) return [];
  if (isDecided(transaction.outcome)) return ["AFTER_OUTCOME", "AFTER_OWN_PART"];
  if (GIVEN_UP.includes(transaction.outcome)) return ["AFTER_GIVING_UP"];
  return transaction.outcome === "IN_FLIGHT" && ownPartDone(transaction.passages, procedure) ? ["AFTER_OWN_PART"] : [];
}

/** Whether the person left the last step of their own that belongs to applying, and is in none of theirs now. */
function ownPartDone(passages: readonly Passage[], procedure: ProcedureFacts | undefined): boolean {
  const steps = new Map((procedure?.steps ?? []).map((step) => [step.code, step]));
  const own = [...steps.values()].filter((step) => step.turn === "BENEFICIARY" && !AFTERWARDS.includes(step.kind));
  const last = own.reduce<(typeof own)[number] | undefined>((latest, step) => (latest === undefined || step.position > latest.position ? step : latest), undefined);
  if (last === undefined || !passages.some((passage) => passage.step === last.code && passage.leftAt !== null)) return false;
  const turn = (passage: Passage): Turn => passage.turn ?? steps.get(passage.step)?.turn ?? "AGENCY";
  return !passages.some((passage) => passage.leftAt === null && turn(passage) === "BENEFICIARY");
}
