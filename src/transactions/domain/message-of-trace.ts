import type { Channel } from "../../catalogue/domain/channel";
import type { FinalOutcome } from "./assertion";
import type { Trace } from "./log-trace";
import type { LoggedPassage, Mark } from "./passages-of-trace";
import type { TransactionMessage } from "./transaction-message";

/** What a case says beyond its events. */
export interface TraceFacts {
  /** `AGENCY/CODE`. */
  readonly service: string;
  readonly channel: Channel | null;
  /** Null: the log does not say, so the transaction stays in flight. */
  readonly outcome: FinalOutcome | null;
  /** How its events with one time were read. */
  readonly mark: Mark | null;
}

/**
 * A case as a portal would have reported it: it starts with its first passage and, where it has an outcome, ends with its
 * last. Of a log that marks entering, nothing but that end tells when the last step was left.
 */
export function messageOfTrace(trace: Trace, passages: readonly LoggedPassage[], codes: ReadonlyMap<string, string>, facts: TraceFacts): TransactionMessage {
  const times = passages.map(({ enteredAt, leftAt }) => (leftAt ?? enteredAt).getTime());
  const end = new Date(times.reduce((latest, time) => Math.max(latest, time)));
  const leftWithEnd = facts.outcome !== null && facts.mark === "ENTERED" ? passages.at(-1) : undefined;
  return {
    service: facts.service,
    reference: trace.reference,
    startedAt: passages[0]?.enteredAt.toISOString() ?? "",
    ...(facts.channel === null ? {} : { channel: facts.channel }),
    ...(facts.outcome === null ? {} : { outcome: facts.outcome, endedAt: end.toISOString() }),
    passages: passages.map((passage) => {
      const { ordinal, activity, enteredAt } = passage;
      const leftAt = passage.leftAt ?? (passage === leftWithEnd ? end : null);
      return { ordinal, step: codes.get(activity) ?? activity, enteredAt: enteredAt.toISOString(), leftAt: leftAt?.toISOString() ?? null };
    }),
  };
}
