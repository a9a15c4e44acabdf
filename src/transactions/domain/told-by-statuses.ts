import { Refusal } from "../../shared/refusal";
import { countedBy } from "./counted-by";
import type { IntakeRules } from "./intake-rules";
import type { KnownTransaction } from "./known-transaction";
import { PASSAGE_LIMIT } from "./limits";
import { inOrder } from "./order-passages";
import { procedureAt } from "./procedure-of";
import { sameValue } from "../../shared/same-value";
import { FIRST_STATUS_ORDINAL, readStatuses, type StatusChange, type StatusReading } from "./status-history";
import type { Passage } from "./transaction";

/** What a transaction's statuses are read with. */
export interface StatusRules {
  readonly meanings: ReadonlyMap<string, StatusReading>;
  readonly intake: IntakeRules;
}

/**
 * The transaction as all its status changes tell it. What was made from statuses before is made anew, so the order in
 * which they arrive does not matter; what a portal told in messages (other passages, a start, a channel or an end that
 * no status gave) stays as it was told.
 *
 * `known` are the changes that `stored` was made with (empty: none), `all` those and the new ones. The procedure is that
 * of the start, as long as the statuses tell the start. An end that was inferred yields to news. Refused with
 * `TRANSACTION_WITHDRAWN`, `ENTERED_BEFORE_STARTED`, `ENDED_BEFORE_PASSAGE`, `TOO_MANY_PASSAGES`.
 */
export function toldByStatuses(stored: KnownTransaction, known: readonly StatusChange[], all: readonly StatusChange[], rules: StatusRules): KnownTransaction | Refusal {
  if (stored.withdrawn) return new Refusal("TRANSACTION_WITHDRAWN", "This transaction was withdrawn; correctTransactions may replace it.", ["reference"]);
  const { meanings, intake } = rules;
  const old = known.length === 0 ? undefined : readStatuses(known, meanings, intake.stepCodes(stored.procedureId));
  const startTold = old?.startedAt.getTime() !== stored.startedAt.getTime();
  const first = readStatuses(all, meanings, intake.stepCodes(stored.procedureId));
  const startedAt = startTold ? stored.startedAt : first.startedAt;
  const moved = startedAt.getTime() !== stored.startedAt.getTime();
  const procedureId = moved ? (procedureAt(intake.procedures, startedAt)?.id ?? stored.procedureId) : stored.procedureId;
  const story = procedureId === stored.procedureId ? first : readStatuses(all, meanings, intake.stepCodes(procedureId));
  if (story.startedAt < startedAt) return new Refusal("ENTERED_BEFORE_STARTED", "The status began before the transaction did.", ["at"]);

  const channelTold = stored.channel !== null && old?.channel !== stored.channel;
  const next: KnownTransaction = {
    ...stored,
    procedureId,
    startedAt,
    channel: channelTold ? stored.channel : story.channel,
    ...endOf(stored, known, all, story.end),
    passages: inOrder([...stored.passages.filter((passage) => passage.ordinal < FIRST_STATUS_ORDINAL), ...kept(stored.passages, story.passages)]),
  };
  if (next.passages.length > PASSAGE_LIMIT) return new Refusal("TOO_MANY_PASSAGES", `A transaction has at most ${String(PASSAGE_LIMIT)} passages.`, ["reference"]);
  const { endedAt } = next;
  if (endedAt !== null && next.passages.some((passage) => passage.enteredAt > endedAt)) {
    return new Refusal("ENDED_BEFORE_PASSAGE", "The status begins after the transaction has ended.", ["at"]);
  }
  return sameValue(next, stored) ? stored : countedBy(next, intake.calendarRevision);
}

type End = Pick<KnownTransaction, "endedAt" | "outcome" | "outcomeSource">;

/** An end that falls on a known change is the statuses' own; another one was told, and stands. */
function endOf(stored: KnownTransaction, known: readonly StatusChange[], all: readonly StatusChange[], end: { readonly at: Date; readonly outcome: KnownTransaction["outcome"] } | null): End {
  const { endedAt, outcome, outcomeSource } = stored;
  const told = outcomeSource === "PORTAL" && !known.some((change) => change.at.getTime() === endedAt?.getTime());
  const inferred = outcomeSource === "INFERRED" && all.length === known.length && end === null;
  if (told || inferred) return { endedAt, outcome, outcomeSource };
  return end === null ? { endedAt: null, outcome: "IN_FLIGHT", outcomeSource: null } : { endedAt: end.at, outcome: end.outcome, outcomeSource: "PORTAL" };
}

/** The stored object of a passage that stays as it is, so that nothing is written again. */
function kept(stored: readonly Passage[], made: readonly Passage[]): readonly Passage[] {
  const known = new Map(stored.map((passage) => [passage.ordinal, passage]));
  return made.map((passage) => {
    const before = known.get(passage.ordinal);
    return before !== undefined && sameValue(before, passage) ? before : passage;
  });
}
