import { Refusal } from "../../shared/refusal";
import type { Assertion, PassageAssertion } from "./assertion";
import { mapped } from "./begin-transaction";
import { countedBy } from "./counted-by";
import type { IntakeRules } from "./intake-rules";
import type { KnownTransaction } from "./known-transaction";
import { PASSAGE_LIMIT } from "./limits";
import { inOrder } from "./order-passages";
import { segmentOf } from "./segment-of";
import type { Passage } from "./transaction";

/** What a message did to a transaction that was known already. */
export type Merged =
  | { readonly status: "DUPLICATE" }
  | { readonly status: "EXTENDED"; readonly next: KnownTransaction }
  | { readonly status: "REJECTED"; readonly refusal: Refusal };

/** Fields that are said once: empty may become a value, a value stays. With the name the sender knows them by. */
const SAID_ONCE = [
  ["channel", "channel"],
  ["touchpointId", "touchpoint"],
  ["beneficiary", "beneficiary"],
  ["actedBy", "actedBy"],
  ["firstTime", "firstTime"],
  ["language", "language"],
  ["batchReference", "batchReference"],
] as const;

const PASSAGE_SAID_ONCE = ["turn", "errors", "retries", "helpRequests", "channelSwitched"] as const;

/**
 * Adds what a message says to what is known. Everything said is known already (also by an older, shorter message):
 * `DUPLICATE`. Something empty gets a value: `EXTENDED`. Something known is contradicted: `REJECTED` with
 * `REFERENCE_REUSED` and the path of the first contradiction, and nothing of the message counts.
 *
 * The order of messages does not matter, with three exceptions that are rules of their own: the procedure version is
 * fixed by the first message (until re-filing finds a better one); the first promise counts, later ones are no contradiction; an `ABANDONED` that was inferred
 * yields to whatever is said later (to a new end, or back to in flight when anything new is heard without one).
 *
 * @throws nothing; other refusals: `TRANSACTION_WITHDRAWN`, `ENDED_BEFORE_PASSAGE`, `TOO_MANY_PASSAGES`.
 */
export function mergeTransaction(stored: KnownTransaction, said: Assertion, rules: IntakeRules): Merged {
  if (stored.withdrawn) return rejected("TRANSACTION_WITHDRAWN", "This transaction was withdrawn; correctTransactions may replace it.", ["reference"]);
  const conflict = contradiction(stored, said, rules);
  if (conflict !== undefined) return rejected("REFERENCE_REUSED", "This contradicts what was sent before under the same reference; nothing was changed.", conflict);

  const passages = mergePassages(stored.passages, said.passages, rules.stepCodes(stored.procedureId));
  if ("conflict" in passages) {
    return rejected("REFERENCE_REUSED", "This contradicts what was sent before about the same passage; nothing was changed.", passages.conflict);
  }
  const next: KnownTransaction = {
    ...stored,
    channel: stored.channel ?? said.channel,
    touchpointId: stored.touchpointId ?? said.touchpointId,
    beneficiary: stored.beneficiary ?? said.beneficiary,
    actedBy: stored.actedBy ?? said.actedBy,
    firstTime: stored.firstTime ?? said.firstTime,
    language: stored.language ?? said.language,
    // Who was forgotten is not learnt again: a repeat after years is still a repeat.
    ...(stored.id < rules.firstNamed ? {} : { subjectKey: stored.subjectKey ?? said.subjectKey, operatorKey: stored.operatorKey ?? said.operatorKey }),
    batchReference: stored.batchReference ?? said.batchReference,
    promisedBy: stored.promisedBy ?? said.promisedBy,
    follows: stored.follows ?? said.follows,
    passages: passages.all,
  };
  const newEnd = said.end !== null && stored.outcomeSource !== "PORTAL";
  if (!newEnd && !passages.changed && sameButPassages(stored, next)) return { status: "DUPLICATE" };
  return checked(countedBy(segmented(stored, ended(next, said), rules), rules.calendarRevision), said);
}

/** Path of the first field of the transaction itself that the message contradicts. */
function contradiction(stored: KnownTransaction, said: Assertion, rules: IntakeRules): readonly string[] | undefined {
  if (said.startedAt.getTime() !== stored.startedAt.getTime()) return ["startedAt"];
  if (said.procedureId !== null && said.procedureId !== stored.procedureId && !leavesMoreUnmapped(said.procedureId, stored, rules)) return ["procedureVersion"];
  for (const [field, name] of SAID_ONCE) if (differ(stored[field], said[field])) return [name];
  if (differentPeople(stored.subjectKey, said.subjectKey, said.formerSubject)) return ["subject"];
  if (differentPeople(stored.operatorKey, said.operatorKey, said.formerOperator)) return ["operator"];
  if (stored.follows !== null && said.follows !== null) {
    if (stored.follows.kind !== said.follows.kind) return ["follows", "kind"];
    if (stored.follows.serviceId !== said.follows.serviceId) return ["follows", "service"];
    if (stored.follows.reference !== said.follows.reference) return ["follows", "reference"];
  }
  if (said.end !== null && stored.outcomeSource === "PORTAL") {
    if (stored.outcome !== said.end.outcome) return ["outcome"];
    if (stored.endedAt?.getTime() !== said.end.at.getTime()) return ["endedAt"];
  }
  return undefined;
}

/**
 * Whether re-filing would have moved the transaction away from a version: then the message that named it, sent again, is
 * still a repeat.
 */
function leavesMoreUnmapped(procedureId: string, { procedureId: own, passages }: KnownTransaction, rules: IntakeRules): boolean {
  const unmapped = (steps: ReadonlySet<string>): number => passages.filter(({ sourceCode }) => !steps.has(sourceCode)).length;
  return unmapped(rules.stepCodes(procedureId)) > unmapped(rules.stepCodes(own));
}

function differ(known: unknown, said: unknown): boolean {
  return known !== null && said !== null && known !== said;
}

/** Only pseudonyms made by one key can be compared: after a key was replaced, and when it is gone, a repeat must still be a repeat. */
function differentPeople(known: string | null, said: string | null, former: string | null = null): boolean {
  const comparable = [said, former].find((one) => one !== null && known !== null && keyId(one) === keyId(known)) ?? known;
  return comparable !== known;
}

function keyId(pseudonym: string): string {
  return pseudonym.slice(0, pseudonym.indexOf(":"));
}

type MergedPassages = { readonly all: readonly Passage[]; readonly changed: boolean } | { readonly conflict: readonly (string | number)[] };

function mergePassages(known: readonly Passage[], said: readonly PassageAssertion[], steps: ReadonlySet<string>): MergedPassages {
  const all = new Map(known.map((passage) => [passage.ordinal, passage]));
  let changed = false;
  for (const [index, passage] of said.entries()) {
    const before = all.get(passage.ordinal);
    if (before === undefined) {
      all.set(passage.ordinal, mapped(passage, steps));
      changed = true;
      continue;
    }
    const field = passageContradiction(before, passage);
    if (field !== undefined) return { conflict: ["passages", index, field] };
    const after: Passage = {
      ...before,
      leftAt: before.leftAt ?? passage.leftAt,
      turn: before.turn ?? passage.turn,
      errors: before.errors ?? passage.errors,
      retries: before.retries ?? passage.retries,
      helpRequests: before.helpRequests ?? passage.helpRequests,
      channelSwitched: before.channelSwitched ?? passage.channelSwitched,
    };
    if (after.leftAt === before.leftAt && PASSAGE_SAID_ONCE.every((name) => after[name] === before[name])) continue;
    all.set(passage.ordinal, after);
    changed = true;
  }
  return changed ? { all: inOrder([...all.values()]), changed } : { all: known, changed };
}

function passageContradiction(before: Passage, said: PassageAssertion): string | undefined {
  if (before.sourceCode !== said.sourceCode) return "step";
  if (before.enteredAt.getTime() !== said.enteredAt.getTime()) return "enteredAt";
  if (before.leftAt !== null && said.leftAt !== null && before.leftAt.getTime() !== said.leftAt.getTime()) return "leftAt";
  return PASSAGE_SAID_ONCE.find((name) => differ(before[name], said[name]));
}

function sameButPassages(stored: KnownTransaction, next: KnownTransaction): boolean {
  return (Object.keys(stored) as (keyof KnownTransaction)[]).every((key) => key === "passages" || stored[key] === next[key]);
}

/** The end as the portal tells it; an inferred one gives way as soon as anything new is heard. */
function ended(next: KnownTransaction, said: Assertion): KnownTransaction {
  if (next.outcomeSource === "PORTAL") return next;
  if (said.end !== null) return { ...next, endedAt: said.end.at, outcome: said.end.outcome, outcomeSource: "PORTAL" };
  return { ...next, endedAt: null, outcome: "IN_FLIGHT", outcomeSource: null };
}

/** Looks for the segment again only where something was learnt that it depends on: rules may have changed since. */
function segmented(stored: KnownTransaction, next: KnownTransaction, rules: IntakeRules): KnownTransaction {
  const learnt = stored.beneficiary !== next.beneficiary || stored.actedBy !== next.actedBy || stored.firstTime !== next.firstTime;
  return learnt ? { ...next, segment: segmentOf(rules.segments, next) } : next;
}

/** What no single message can be blamed for by itself. */
function checked(next: KnownTransaction, said: Assertion): Merged {
  if (next.passages.length > PASSAGE_LIMIT) {
    return rejected("TOO_MANY_PASSAGES", `A transaction has at most ${String(PASSAGE_LIMIT)} passages.`, ["passages"]);
  }
  const { endedAt } = next;
  if (endedAt !== null && (next.passages.at(-1)?.enteredAt ?? endedAt) > endedAt) {
    const late = said.passages.findIndex((passage) => passage.enteredAt > endedAt);
    const path = late === -1 ? ["endedAt"] : ["passages", late, "enteredAt"];
    return rejected("ENDED_BEFORE_PASSAGE", "A passage began after the transaction had ended.", path);
  }
  return { status: "EXTENDED", next };
}

function rejected(code: string, message: string, path: readonly (string | number)[]): Merged {
  return { status: "REJECTED", refusal: new Refusal(code, message, path) };
}
