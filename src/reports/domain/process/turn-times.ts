import { Turn } from "../../../catalogue/domain/turn";
import { DurationCalendar } from "../../../tallies/domain/duration-contributions";
import { type DurationFigures, durationFigures, type Durations } from "../duration-figures";
import type { Thresholds } from "../thresholds";

/** Durations of one kind at one step, by one calendar. */
export interface StepTimeRow extends Durations {
  readonly stepCode: string | null;
  readonly kind: "SERVICE" | "WAITING" | "WHOLE";
  readonly calendar: DurationCalendar;
}

/** Waiting and service time by whose turn it was: only the beneficiary's own is effort, the others' is delay (METHODS 6.5). */
export interface TurnTimes {
  readonly turn: Turn;
  readonly calendar: DurationCalendar;
  /** Between the latest end of what came before and entering a step of that turn. */
  readonly waiting: DurationFigures;
  /** From entering to leaving. */
  readonly service: DurationFigures;
}

/** Over all steps of a service, one entry for each turn and calendar of which anything is known. */
export function turnTimes(rows: readonly StepTimeRow[], thresholds: Thresholds): readonly TurnTimes[] {
  return Object.values(Turn).flatMap((turn) =>
    Object.values(DurationCalendar).flatMap((calendar) => {
      const own = rows.filter((row) => row.turn === turn && row.calendar === calendar && row.n > 0);
      const of = (kind: StepTimeRow["kind"]): DurationFigures => durationFigures(own.filter((row) => row.kind === kind), thresholds);
      return own.length === 0 ? [] : [{ turn, calendar, waiting: of("WAITING"), service: of("SERVICE") }];
    }),
  );
}
