import type { Signal } from "../../catalogue/domain/signal";
import { localDay } from "../../shared/local-day";
import type { PassageAssertion } from "./assertion";
import { LENGTH_LIMITS, PASSAGE_LIMIT } from "./limits";
import { isSaid, readText, readTime, refuse, Unreadable } from "./read-values";
import { FIRST_STATUS_ORDINAL } from "./status-history";
import type { PassageMessage } from "./transaction-message";

/** Whether the sender said that it measures a signal on a local day. */
export type DeclaredOn = (signal: Signal, day: string) => boolean;

/** What reading passages needs to know about the rest. */
export interface PassageReading {
  readonly startedAt: Date;
  readonly now: Date;
  readonly timeZone: string;
  readonly declared: DeclaredOn;
}

const COUNTS = ["errors", "retries", "helpRequests"] as const;
const SIGNALS = { errors: "ERROR", retries: "RETRY", helpRequests: "HELP", channelSwitched: "CHANNEL_SWITCH" } as const;
type SignalField = keyof typeof SIGNALS;
const SIGNAL_FIELDS = Object.keys(SIGNALS) as SignalField[];

/**
 * Checks the passages of one message. A value for a signal that was not declared on the passage's local day is refused:
 * "not measured" must never be stored as zero.
 *
 * @throws Unreadable with `TOO_MANY_PASSAGES`, `NEGATIVE_ORDINAL`, `ORDINAL_TOO_LARGE`, `ORDINAL_REPEATED`, `ENTERED_BEFORE_STARTED`,
 * `LEFT_BEFORE_ENTERED`, `NEGATIVE_COUNT`, `SIGNAL_NOT_DECLARED` or a code of the texts and times.
 */
export function readPassages(messages: readonly PassageMessage[], reading: PassageReading): readonly PassageAssertion[] {
  if (messages.length > PASSAGE_LIMIT) {
    refuse("TOO_MANY_PASSAGES", `A transaction has at most ${String(PASSAGE_LIMIT)} passages.`, ["passages"]);
  }
  const seen = new Set<number>();
  return messages.map((message, index) => {
    try {
      const passage = readPassage(message, reading);
      if (seen.has(passage.ordinal)) refuse("ORDINAL_REPEATED", "Two passages of the message have this ordinal.", ["ordinal"]);
      seen.add(passage.ordinal);
      return passage;
    } catch (problem) {
      throw problem instanceof Unreadable ? new Unreadable(problem.refusal.under("passages", index)) : problem;
    }
  });
}

function readPassage(message: PassageMessage, reading: PassageReading): PassageAssertion {
  if (message.ordinal < 0) refuse("NEGATIVE_ORDINAL", "Ordinals count from 0 or 1.", ["ordinal"]);
  if (message.ordinal >= FIRST_STATUS_ORDINAL) refuse("ORDINAL_TOO_LARGE", `Ordinals lie below ${String(FIRST_STATUS_ORDINAL)}.`, ["ordinal"]);
  const sourceCode = readText(message.step, LENGTH_LIMITS.step, ["step"]);
  const enteredAt = readTime(message.enteredAt, reading.now, ["enteredAt"]);
  if (enteredAt < reading.startedAt) refuse("ENTERED_BEFORE_STARTED", "The passage begins before the transaction does.", ["enteredAt"]);
  const leftAt = isSaid(message.leftAt) ? readTime(message.leftAt, reading.now, ["leftAt"]) : null;
  if (leftAt !== null && leftAt < enteredAt) refuse("LEFT_BEFORE_ENTERED", "The passage ends before it begins.", ["leftAt"]);
  const negative = COUNTS.find((name) => (message[name] ?? 0) < 0);
  if (negative !== undefined) refuse("NEGATIVE_COUNT", "A count is zero or more.", [negative]);
  checkSignals(message, enteredAt, reading);
  return {
    ordinal: message.ordinal,
    sourceCode,
    enteredAt,
    leftAt,
    turn: message.turn ?? null,
    errors: message.errors ?? null,
    retries: message.retries ?? null,
    helpRequests: message.helpRequests ?? null,
    channelSwitched: message.channelSwitched ?? null,
  };
}

function checkSignals(message: PassageMessage, enteredAt: Date, reading: PassageReading): void {
  let day: string | undefined;
  for (const field of SIGNAL_FIELDS) {
    if (!isSaid(message[field])) continue;
    day ??= localDay(enteredAt, reading.timeZone);
    if (reading.declared(SIGNALS[field], day)) continue;
    refuse("SIGNAL_NOT_DECLARED", `This portal has not declared that it measured ${SIGNALS[field]} of this service on that day.`, [field]);
  }
}
