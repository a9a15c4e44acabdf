import type { Channel } from "../../catalogue/domain/channel";
import type { FinalOutcome } from "./assertion";
import type { Trace } from "./log-trace";
import type { LoggedPassage } from "./passages-of-trace";
import type { TransactionMessage } from "./transaction-message";

/** What a case says beyond its events. */
export interface TraceFacts {
  /** `AGENCY/CODE`. */
  readonly service: string;
  readonly channel: Channel | null;
  /** Null: the log does not say, so the transaction stays in flight. */
  readonly outcome: FinalOutcome | null;
}

/** A case as a portal would have reported it: it starts with its first passage and, where it has an outcome, ends with its last. */
export function messageOfTrace(trace: Trace, passages: readonly LoggedPassage[], codes: ReadonlyMap<string, string>, facts: TraceFacts): TransactionMessage {
  const times = passages.map(({ enteredAt, leftAt }) => (leftAt ?? enteredAt).getTime());
  const end = new Date(times.reduce((latest, time) => Math.max(latest, time)));
  return {
    service: facts.service,
    reference: trace.reference,
    startedAt: passages[0]?.enteredAt.toISOString() ?? "",
    ...(facts.channel === null ? {} : { channel: facts.channel }),
    ...(facts.outcome === null ? {} : { outcome: facts.outcome, endedAt: end.toISOString() }),
    passages: passages.map(({ ordinal, activity, enteredAt, leftAt }) => ({
      ordinal,
      step: codes.get(activity) ?? activity,
      enteredAt: enteredAt.toISOString(),
      leftAt: leftAt?.toISOString() ?? null,
    })),
  };
}
