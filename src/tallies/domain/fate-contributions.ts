import { countDuration } from "./duration";
import { fateOf } from "./fate";
import type { History, TransactionStep } from "./history";
import { type Contribution, FATE_TALLY } from "./tally";

/**
 * One row per step that the transaction has done with, with the time since it first entered the step: until it left the
 * step for the last time, or gave up. With the transaction-steps reached this is a life table with censoring (METHODS 6.6).
 */
export function fateContributions(history: History): readonly Contribution<typeof FATE_TALLY>[] {
  const { transaction, steps } = history;
  return steps.flatMap((step) => {
    const fate = fateOf(step, history);
    if (fate === undefined) return [];
    const key = { serviceId: transaction.serviceId, day: step.day, procedureId: transaction.procedureId, stepCode: step.stepCode, fate };
    return { tally: FATE_TALLY, key, ...countDuration(step.passages[0].enteredAt, fate === "PROCEEDED" ? leftFor(step, history) : (transaction.endedAt ?? lastSeen(step))) };
  });
}

/** When the transaction left the step for good: where nobody said, when the next passage began, or the transaction ended. */
function leftFor(step: TransactionStep, { transaction, passages }: History): Date {
  const last = step.passages.at(-1) ?? step.passages[0];
  return last.leftAt ?? passages[passages.indexOf(last) + 1]?.enteredAt ?? transaction.endedAt ?? last.enteredAt;
}

function lastSeen(step: TransactionStep): Date {
  const last = step.passages.at(-1) ?? step.passages[0];
  return last.leftAt ?? last.enteredAt;
}
