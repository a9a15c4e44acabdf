import type { EffectiveCalendar } from "../../catalogue/domain/effective-calendar";
import type { Turn } from "../../catalogue/domain/turn";
import { workingMs } from "../../catalogue/domain/working-time";
import { countDuration, type CountedDuration, countMs } from "./duration";
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
 * and to whose turn it then was), and the whole of a transaction that ended; each as time passes and, where the calendar
 * is known, as the agency works, also in the beneficiary's own steps.
 */
export function durationContributions(history: History, calendar: EffectiveCalendar | null): readonly Row[] {
  const { transaction } = history;
  const row = (stepCode: string, kind: DurationKind, counted: DurationCalendar, turn: Turn | "", day: string, duration: CountedDuration): Row => ({
    tally: DURATION_TALLY,
    key: {
      serviceId: transaction.serviceId,
      day,
      procedureId: transaction.procedureId,
      stepCode,
      kind,
      calendar: counted,
      turn,
      channel: transaction.channel ?? "",
      segment: transaction.segment ?? "",
    },
    ...duration,
  });
  const dayOfStep = new Map(history.steps.map((step) => [step.stepCode, step.day]));
  const rows: Row[] = [];
  const add = (stepCode: string, kind: DurationKind, turn: Turn | "", day: string, from: Date, to: Date): void => {
    rows.push(row(stepCode, kind, "CLOCK", turn, day, countDuration(from, to)));
    if (calendar !== null) rows.push(row(stepCode, kind, "WORKING", turn, day, countMs(workingMs(from, to, calendar))));
  };
  let latestEnd: Date | undefined;
  for (const passage of history.passages) {
    const day = dayOfStep.get(passage.step) ?? history.closingDay;
    if (latestEnd !== undefined) add(passage.step, "WAITING", passage.turn, day, latestEnd, passage.enteredAt);
    if (passage.leftAt !== null) add(passage.step, "SERVICE", passage.turn, day, passage.enteredAt, passage.leftAt);
    const end = passage.leftAt ?? passage.enteredAt;
    if (latestEnd === undefined || end > latestEnd) latestEnd = end;
  }
  if (transaction.endedAt !== null) add("", "WHOLE", "", history.closingDay, transaction.startedAt, transaction.endedAt);
  return rows;
}
