import { fateOf } from "./fate";
import type { History, TransactionStep } from "./history";
import { stepsReturnedTo } from "./passage-contributions";
import { monthOf } from "./spans";
import { type Contribution, PLACE_TALLY } from "./tally";

/** One row per stage that the transaction reached, where it has a touchpoint; steps nobody has mapped belong to no stage (the empty text). */
export function placeContributions(history: History): readonly Contribution<typeof PLACE_TALLY>[] {
  const { transaction, steps, passages } = history;
  const { touchpointId } = transaction;
  if (touchpointId === null) return [];
  const returned = stepsReturnedTo(passages);
  const byStage = new Map<string, [TransactionStep, ...TransactionStep[]]>();
  for (const step of steps) {
    const stage = step.passages[0].facts?.stageCode ?? "";
    const known = byStage.get(stage);
    if (known === undefined) byStage.set(stage, [step]);
    else known.push(step);
  }
  return [...byStage].map(([stageCode, reached]) => ({
    tally: PLACE_TALLY,
    key: { serviceId: transaction.serviceId, day: monthOf(reached[0].day), procedureId: transaction.procedureId, stageCode, touchpointId },
    measures: {
      reached: 1,
      returned: Number(reached.some(({ stepCode }) => returned.has(stepCode))),
      abandoned: Number(reached.some((step) => fateOf(step, history) === "ABANDONED")),
      totalMs: reached.reduce((sum, step) => sum + serviceMs(step), 0),
    },
  }));
}

function serviceMs(step: TransactionStep): number {
  return step.passages.reduce((sum, { enteredAt, leftAt }) => sum + (leftAt === null ? 0 : leftAt.getTime() - enteredAt.getTime()), 0);
}
