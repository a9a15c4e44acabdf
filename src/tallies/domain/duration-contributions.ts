import type { Turn } from "../../catalogue/domain/turn";
import { countDuration, type CountedDuration } from "./duration";
import type { History } from "./history";
import { type Contribution, DURATION_TALLY } from "./tally";

/** SERVICE: from entering to leaving a step. WAITING: from the latest end so far to entering. WHOLE: from start to end. */
export const DurationKind = { SERVICE: "SERVICE", WAITING: "WAITING", WHOLE: "WHOLE" } as const;
export type DurationKind = keyof typeof DurationKind;

/** CLOCK: time as it passes. WORKING: only while the agency works. */
export const DurationCalendar = { CLOCK: "CLOCK", WORKING: "WORKING" } as const;
export type DurationCalendar = keyof typeof DurationCalendar;

type Row = Contribution<typeof DURATION_TALLY>;

/**
 * Service time of every passage that is over, waiting before every passage but the first (charged to the step entered
 * and to whose turn it then was), and the whole of a transaction that ended.
 */
export function durationContributions(history: History): readonly Row[] {
  const { transaction } = history;
  const row = (stepCode: string, kind: DurationKind, turn: Turn | "", day: string, duration: CountedDuration): Row => ({
    tally: DURATION_TALLY,
    key: {
      serviceId: transaction.serviceId,
      day,
      procedureId: transaction.procedureId,
      stepCode,
      kind,
      calendar: "CLOCK",
      turn,
      channel: transaction.channel ?? "",
      segment: transaction.segment ?? "",
    },
    ...duration,
  });
  const dayOfStep = new Map(history.steps.map((step) => [step.stepCode, step.day]));
  const rows: Row[] = [];
  let latestEnd: Date | undefined;
  for (const passage of history.passages) {
    const day = dayOfStep.get(passage.step) ?? history.closingDay;
    if (latestEnd !== undefined) rows.push(row(passage.step, "WAITING", passage.turn, day, countDuration(latestEnd, passage.enteredAt)));
    if (passage.leftAt !== null) rows.push(row(passage.step, "SERVICE", passage.turn, day, countDuration(passage.enteredAt, passage.leftAt)));
    const end = passage.leftAt ?? passage.enteredAt;
    if (latestEnd === undefined || end > latestEnd) latestEnd = end;
  }
  if (transaction.endedAt !== null) rows.push(row("", "WHOLE", "", history.closingDay, countDuration(transaction.startedAt, transaction.endedAt)));
  return rows;
}
