import { countDuration } from "./duration";
import type { History } from "./history";
import { type Contribution, EDGE_TALLY } from "./tally";

/**
 * The directly-follows edges of a transaction, from its start (`fromStep` empty) to its end (`toStep` empty; none while
 * it is in flight). An edge takes from leaving the first step (entering it, where nobody said when it was left) to
 * entering the second; the first from the start, the last to the end of the transaction.
 */
export function edgeContributions(history: History): readonly Contribution<typeof EDGE_TALLY>[] {
  const { transaction, passages } = history;
  const rows: Contribution<typeof EDGE_TALLY>[] = [];
  const edge = (fromStep: string, toStep: string, day: string, from: Date, to: Date): void => {
    rows.push({
      tally: EDGE_TALLY,
      key: { serviceId: transaction.serviceId, day, procedureId: transaction.procedureId, fromStep, toStep },
      ...countDuration(from, to),
    });
  };
  let step = "";
  let left = transaction.startedAt;
  for (const passage of passages) {
    edge(step, passage.step, history.dayOf(passage.enteredAt), left, passage.enteredAt);
    step = passage.step;
    left = passage.leftAt ?? passage.enteredAt;
  }
  // Without a passage there is nothing to walk: no edge from start to end.
  if (history.ended && passages.length > 0) edge(step, "", history.closingDay, left, transaction.endedAt ?? left);
  return rows;
}
