import type { ProcedureFacts } from "../../catalogue/domain/service-facts";
import type { Turn } from "../../catalogue/domain/turn";
import type { Passage, Transaction } from "./transaction";

const DAY_MS = 86_400_000;

/** The end of a transaction that Yusr concluded on: it yields to whatever is said later. */
export interface InferredEnd {
  readonly outcome: "ABANDONED";
  readonly outcomeSource: "INFERRED";
  /** The last sign of life. */
  readonly endedAt: Date;
}

/**
 * Whether a transaction has been given up: it is in flight, a step of the beneficiary is open, nobody else has had the
 * turn since, and for `abandonAfterDays` days of 24 hours (as its procedure version says) nothing has happened. Undefined
 * otherwise; a transaction that waits for the agency is never abandoned, nor one in a step that nobody has mapped.
 *
 * It ends with the last sign of life, the latest of its start and all entering and leaving: that is when the person left,
 * the silence that followed is none of the time it took, and the same facts give the same end whenever the job runs.
 * When the messages arrived does not matter, so a log of years ago is judged at once.
 *
 * @param procedure the version the transaction follows
 */
export function inferAbandonment(transaction: Transaction, procedure: ProcedureFacts, now: Date): InferredEnd | undefined {
  if (transaction.withdrawn || transaction.outcome !== "IN_FLIGHT" || !isLeftToBeneficiary(transaction.passages, procedure)) return undefined;
  const endedAt = lastSignOfLife(transaction);
  if (endedAt > silentSince(procedure, now)) return undefined;
  return { outcome: "ABANDONED", outcomeSource: "INFERRED", endedAt };
}

/** Whoever has given no sign of life after this instant has been silent for long enough. */
export function silentSince(procedure: Pick<ProcedureFacts, "abandonAfterDays">, now: Date): Date {
  return new Date(now.getTime() - procedure.abandonAfterDays * DAY_MS);
}

/** Codes of the steps of a version in which it is the beneficiary's turn, unless a status says otherwise. */
export function stepsOfBeneficiary({ steps }: ProcedureFacts): readonly string[] {
  return steps.filter(({ turn }) => turn === "BENEFICIARY").map(({ code }) => code);
}

/** Looking back from the end: the beneficiary's open step comes before anything of anybody else's. */
function isLeftToBeneficiary(passages: readonly Passage[], procedure: ProcedureFacts): boolean {
  const turns = new Map(procedure.steps.map(({ code, turn }) => [code, turn]));
  const turn = (passage: Passage): Turn => passage.turn ?? turns.get(passage.step) ?? "AGENCY";
  const since = passages.slice(passages.findLastIndex((passage) => turn(passage) !== "BENEFICIARY") + 1);
  return since.some(({ leftAt }) => leftAt === null);
}

function lastSignOfLife({ startedAt, passages }: Transaction): Date {
  const signs = passages.flatMap(({ enteredAt, leftAt }) => (leftAt === null ? [enteredAt] : [enteredAt, leftAt]));
  return signs.reduce((latest, sign) => (sign > latest ? sign : latest), startedAt);
}
