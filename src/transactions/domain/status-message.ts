import type { Channel } from "../../catalogue/domain/channel";
import type { Refusal } from "../../shared/refusal";
import type { Digest } from "./follows";
import { LENGTH_LIMITS } from "./limits";
import type { Reading, Veil } from "./read-message";
import { isSaid, readText, readTime, refuse, Unreadable } from "./read-values";
import type { StatusChange } from "./status-history";

type Maybe<T> = T | null | undefined;

/** What a portal (or a status table) says about one change, in its own names and unchecked. Times are RFC 3339 texts with an offset. */
export interface StatusMessage {
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  /** The sender's own id of the transaction. */
  readonly reference: string;
  /** As the sender writes it. */
  readonly status: string;
  /** Since when. */
  readonly at: string;
  /** Order among changes of one transaction that carry the same time; 0 where it does not matter. */
  readonly sequence?: Maybe<number>;
  /** When the transaction started, where that was before its first status. */
  readonly startedAt?: Maybe<string>;
  readonly channel?: Maybe<Channel>;
}

/** A change, checked, and the transaction it is about. */
export interface ReadStatus {
  readonly serviceId: string;
  readonly reference: Digest;
  readonly change: StatusChange;
}

/**
 * Checks one message by itself; the first problem found is the answer. Codes: `TEXT_EMPTY`, `TEXT_TOO_LONG`,
 * `TEXT_INVALID`, `INVALID_TIME`, `TIME_IN_FUTURE`, `NEGATIVE_SEQUENCE`, `ENTERED_BEFORE_STARTED`.
 */
export function readStatusMessage(message: StatusMessage, reading: { readonly service: Pick<Reading["service"], "id">; readonly now: Date; readonly veil: Pick<Veil, "reference"> }): ReadStatus | Refusal {
  try {
    const { service, veil, now } = reading;
    const reference = veil.reference(service.id, readText(message.reference, LENGTH_LIMITS.reference, ["reference"]));
    const status = readText(message.status, LENGTH_LIMITS.step, ["status"]);
    const at = readTime(message.at, now, ["at"]);
    const startedAt = isSaid(message.startedAt) ? readTime(message.startedAt, now, ["startedAt"]) : null;
    if (startedAt !== null && startedAt > at) refuse("ENTERED_BEFORE_STARTED", "The status began before the transaction did.", ["at"]);
    const sequence = message.sequence ?? 0;
    if (sequence < 0) refuse("NEGATIVE_SEQUENCE", "Changes are numbered from 0 or 1.", ["sequence"]);
    return { serviceId: service.id, reference, change: { at, status, sequence, startedAt, channel: message.channel ?? null } };
  } catch (problem) {
    if (problem instanceof Unreadable) return problem.refusal;
    throw problem;
  }
}
