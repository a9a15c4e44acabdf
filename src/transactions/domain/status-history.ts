import type { Channel } from "../../catalogue/domain/channel";
import type { StatusMark } from "../../catalogue/domain/status-mark";
import type { Turn } from "../../catalogue/domain/turn";
import { UNMAPPED } from "../../catalogue/domain/unmapped-step";
import type { FinalOutcome } from "./assertion";
import { FINAL_OUTCOMES } from "./outcome-of-trace";
import type { Passage } from "./transaction";

/** One row of a portal's status table: from this instant on, the transaction has this status. */
export interface StatusChange {
  readonly at: Date;
  /** As the portal writes it. */
  readonly status: string;
  /** Tells apart changes of one instant: the lower came first. */
  readonly sequence: number;
  /** When the transaction started, where the portal says so and it was before its first status. */
  readonly startedAt: Date | null;
  readonly channel: Channel | null;
}

/** What the catalogue says about a status. */
export interface StatusReading {
  /** Step that it opens or closes; null for one that only ends the transaction. */
  readonly stepCode: string | null;
  readonly mark: StatusMark;
  readonly turn: Turn | null;
  readonly outcome: string | null;
}

/** What a history of statuses says about its transaction. */
export interface StatusStory {
  readonly startedAt: Date;
  readonly channel: Channel | null;
  readonly end: { readonly at: Date; readonly outcome: FinalOutcome } | null;
  readonly passages: readonly Passage[];
}

/** Ordinals of passages that were made from statuses begin here; those that portals number themselves end before. */
export const FIRST_STATUS_ORDINAL = 2_000_000_000;

/** In the order in which they happened; the same for any order of arrival. */
export function inStatusOrder(changes: readonly StatusChange[]): readonly StatusChange[] {
  return changes.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.sequence - b.sequence || (a.status < b.status ? -1 : 1));
}

/**
 * Reads a status history. A status lasts until the next one, whatever that is: a fortnight "under review" is the review's,
 * also where the next row says that a fee was paid.
 *
 * - `ENTERED` opens a passage of its step, which ends with the next change. Neighbours with the same step and turn are
 *   one passage: a table that repeats a status, or has two names for one step, tells of no second passing.
 * - `LEFT` says that its step is over. Where that step is open, it ends here. Where nothing is open, the time since the
 *   change before was its own (the first: no time at all). Where another step is open, that one had the time, and this
 *   one passed in an instant.
 * - A status that means nothing yet, or a step that the procedure does not have, is a passage under `UNMAPPED`.
 * - An outcome ends the transaction, unless a later status enters a step again: then it is under way again. Where later
 *   ones say that further steps are over, as in a table of what was done, it ends with the last of them.
 *
 * `changes` must not be empty. `steps` are the codes of the transaction's procedure.
 */
export function readStatuses(changes: readonly StatusChange[], meanings: ReadonlyMap<string, StatusReading>, steps: ReadonlySet<string>): StatusStory {
  const ordered = inStatusOrder(changes);
  const passages: Passage[] = [];
  let open: Passage | undefined;
  let end: StatusStory["end"] = null;
  let before: Date | undefined;
  const close = (at: Date): void => {
    if (open !== undefined) passages.push({ ...open, leftAt: at });
    open = undefined;
  };
  for (const { at, status } of ordered) {
    const reading = meanings.get(status);
    const step = stepOf(reading, steps);
    const opened = passageOf(step ?? UNMAPPED, status, at, reading?.turn ?? null);
    if (step === null) close(at);
    else if (step !== undefined && reading?.mark === "LEFT") {
      const [idle, wasOpen] = [open === undefined, open?.step === step];
      close(at);
      if (!wasOpen) passages.push({ ...opened, enteredAt: idle ? (before ?? at) : at, leftAt: at });
      if (end !== null) end = { at, outcome: end.outcome };
    } else if (open === undefined || !continues(open, opened)) {
      close(at);
      open = opened;
      end = null;
    }
    const outcome = finalOutcome(reading?.outcome ?? null);
    if (outcome !== null) {
      close(at);
      end = { at, outcome };
    }
    before = at;
  }
  if (open !== undefined) passages.push(open);
  const starts = ordered.flatMap((change) => [change.at, change.startedAt ?? change.at]).map((time) => time.getTime());
  return {
    startedAt: new Date(Math.min(...starts)),
    channel: ordered.find((change) => change.channel !== null)?.channel ?? null,
    end,
    passages: passages.map((passage, index) => ({ ...passage, ordinal: FIRST_STATUS_ORDINAL + index })),
  };
}

/** Null: a status that stands for no step; undefined: nobody knows (in this procedure) what it stands for. */
function stepOf(reading: StatusReading | undefined, steps: ReadonlySet<string>): string | null | undefined {
  if (reading === undefined) return undefined;
  if (reading.stepCode === null) return null;
  return steps.has(reading.stepCode) ? reading.stepCode : undefined;
}

function continues(open: Passage, opened: Passage): boolean {
  if (opened.step === UNMAPPED) return open.sourceCode === opened.sourceCode;
  return open.step === opened.step && open.turn === opened.turn;
}

function passageOf(step: string, sourceCode: string, enteredAt: Date, turn: Turn | null): Passage {
  return { ordinal: 0, step, sourceCode, enteredAt, leftAt: null, turn, errors: null, retries: null, helpRequests: null, channelSwitched: null };
}

function finalOutcome(code: string | null): FinalOutcome | null {
  return Object.values(FINAL_OUTCOMES).find((outcome) => outcome === code) ?? null;
}
