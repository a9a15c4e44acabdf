import type { FinalOutcome } from "./assertion";
import type { Trace } from "./log-trace";
import { Outcome } from "./outcome";
import type { LoggedPassage } from "./passages-of-trace";
import { meaningOf, type ValueMap } from "./value-map";

const { IN_FLIGHT: _, ...ended } = Outcome;

/** Outcomes that a log may tell. */
export const FINAL_OUTCOMES: Readonly<Record<FinalOutcome, FinalOutcome>> = ended;

/** How a log tells the outcome of a case: in an attribute of the case, by the last activity that stands for one, or it is the same for all. */
export type OutcomeReading =
  | { readonly attribute: string; readonly map: ValueMap<FinalOutcome> }
  | { readonly activities: ValueMap<FinalOutcome> }
  | { readonly always: FinalOutcome };

/** The outcome of a case; null where the log does not tell it: nobody knows, so the case stays in flight. */
export function outcomeOfTrace(trace: Trace, passages: readonly LoggedPassage[], reading: OutcomeReading | null): FinalOutcome | null {
  if (reading === null) return null;
  if ("always" in reading) return reading.always;
  if ("attribute" in reading) return meaningOf(trace.attributes[reading.attribute] ?? "", reading.map, FINAL_OUTCOMES) ?? null;
  const last = passages.findLast(({ activity }) => reading.activities.has(activity));
  return last === undefined ? null : (reading.activities.get(last.activity) ?? null);
}
