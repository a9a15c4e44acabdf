import { Refusal } from "../../shared/refusal";
import type { LoggedEvent } from "./log-trace";

/** What the one time of an event marks: that its step was entered, or that it was completed. */
export const Mark = { ENTERED: "ENTERED", COMPLETED: "COMPLETED" } as const;
export type Mark = keyof typeof Mark;

/** One passing of a case through an activity. */
export interface LoggedPassage {
  /** From 1; position in the case by time, equal times in the order of the file. */
  readonly ordinal: number;
  readonly line: number;
  readonly activity: string;
  readonly enteredAt: Date;
  /** Null: entered and, as far as the log goes, not left. */
  readonly leftAt: Date | null;
}

/** What stands in a case: passages with two times, and moments with one. */
export interface TraceParts {
  readonly moments: readonly Moment[];
  /** Events with no passage of their own: transitions such as `schedule` or `suspend`. */
  readonly ignored: readonly LoggedEvent[];
}

/** An event, or a `start` with the `complete` that belongs to it. */
interface Moment {
  readonly place: number;
  readonly event: LoggedEvent;
  /** `ONE_TIME` needs a mark; a `START` without its end is open, where the log pairs starts and ends at all. */
  readonly kind: "SPAN" | "START" | "ONE_TIME";
  readonly from: Date;
  readonly to: Date;
}

/** Of the standard lifecycle, what neither begins nor completes a piece of work. */
const BETWEEN: readonly string[] = ["schedule", "assign", "reassign", "withdraw", "suspend", "resume", "pi_abort", "ate_abort", "autoskip", "manualskip"];

/** Joins each `start` with the next `complete` of the same activity (and instance, where the log tells them). */
export function partsOfTrace(events: readonly LoggedEvent[]): TraceParts {
  const moments: Moment[] = [];
  const ignored: LoggedEvent[] = [];
  const open = new Map<string, { readonly place: number; readonly event: LoggedEvent }[]>();
  events.forEach((event, place) => {
    const key = JSON.stringify([event.activity, event.instance]);
    if (event.startedAt !== null) moments.push({ place, event, kind: "SPAN", from: event.startedAt, to: event.at });
    else if (event.transition === "start") open.set(key, [...(open.get(key) ?? []), { place, event }]);
    else if (event.transition !== null && BETWEEN.includes(event.transition)) ignored.push(event);
    else {
      const started = event.transition === "complete" ? open.get(key) : undefined;
      const first = started?.find((start) => start.event.at <= event.at);
      if (first === undefined) moments.push({ place, event, kind: "ONE_TIME", from: event.at, to: event.at });
      else {
        moments.push({ place: first.place, event: first.event, kind: "SPAN", from: first.event.at, to: event.at });
        open.set(key, (started ?? []).filter((start) => start !== first));
      }
    }
  });
  for (const { place, event } of [...open.values()].flat()) moments.push({ place, event, kind: "START", from: event.at, to: event.at });
  return { moments, ignored };
}

/**
 * The passages of a case. An event with one time is read as `mark` says. `COMPLETED`: the passage lasts from the event
 * before (the first: from its own time) to its own time. `ENTERED`: from its own time to the event after (the last: not
 * left, or a longer export of the same log would contradict this one). There is no default, because the wrong reading charges a step's time to its neighbour. `pairsStarts`:
 * whether the log anywhere joins a `start` with a `complete`; then a `start` alone is a step still open, else it is an
 * event with one time like any other.
 *
 * The ordinals follow the time of entering, then the event, so that ordering by (enteredAt, ordinal) gives the order in which
 * things happened, also where times are equal. Refused with `MARK_REQUIRED`.
 */
export function passagesOfTrace(parts: TraceParts, mark: Mark | null, pairsStarts: boolean): readonly LoggedPassage[] | Refusal {
  const instants = parts.moments
    .flatMap(({ place, from, to, kind }) => (kind === "SPAN" ? [{ place, at: from }, { place, at: to }] : [{ place, at: from }]))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.place - b.place);
  // By time first: a file need not be in order, and ties of `enteredAt` must fall as the events did.
  const positions = new Map(instants.map(({ place }, index): [number, number] => [place, index]).reverse());
  const passages: (Omit<LoggedPassage, "ordinal"> & { readonly place: number })[] = [];
  for (const { place, event, kind, from, to } of parts.moments) {
    const named = { place, line: event.line, activity: event.activity };
    if (kind === "SPAN") passages.push({ ...named, enteredAt: from, leftAt: to });
    else if (kind === "START" && pairsStarts) passages.push({ ...named, enteredAt: from, leftAt: null });
    else if (mark === null) return markRequired();
    else {
      const here = positions.get(place) ?? 0;
      const neighbour = instants[mark === "COMPLETED" ? here - 1 : here + 1]?.at;
      passages.push(mark === "COMPLETED" ? { ...named, enteredAt: neighbour ?? from, leftAt: from } : { ...named, enteredAt: from, leftAt: neighbour ?? null });
    }
  }
  return passages
    .toSorted((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime() || (positions.get(a.place) ?? 0) - (positions.get(b.place) ?? 0))
    .map(({ line, activity, enteredAt, leftAt }, index) => ({ ordinal: index + 1, line, activity, enteredAt, leftAt }));
}

/** Why a log with one time per event is not read without a word on what the time means. */
export function markRequired(): Refusal {
  return new Refusal(
    "MARK_REQUIRED",
    "This log has one time per event and does not say what it marks. Pass --mark completed if a row is written when the step is done (its time then goes to that step), or --mark entered if it is written when the step begins. Read the wrong way, a fortnight of review is charged to the payment after it.",
    ["mark"],
  );
}
