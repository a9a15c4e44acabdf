import { textProblem } from "../../shared/clean-text";
import { parseInstant } from "../../shared/instant";
import { Refusal } from "../../shared/refusal";
import { checkContent, type GivenContent } from "./check-content";
import type { Mode } from "./collector";

/** One response as it came in, unchecked. */
export interface ResponseMessage extends GivenContent {
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  /** The portal's own id of the transaction. */
  readonly reference: string;
  /** RFC 3339 with an offset. */
  readonly answeredAt: string;
  readonly mode: Mode;
}

/** One response as far as it can be understood without looking anything up. */
export interface ReadResponse {
  readonly service: string;
  readonly reference: string;
  readonly answeredAt: Date;
  readonly mode: Mode;
  readonly content: GivenContent;
}

/** Longest texts, in UTF-16 units. */
const LENGTH = { service: 130, reference: 200 } as const;

/** Clocks differ. */
const AHEAD_MS = 5 * 60_000;

const SERVICE = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63}\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/**
 * Reads one response. Codes: `TEXT_EMPTY`, `TEXT_TOO_LONG` and `TEXT_INVALID`, `UNKNOWN_SERVICE` (what cannot be a name of
 * one), `INVALID_TIME` (no date-time, or without an offset), `TIME_IN_FUTURE` (more than five minutes ahead), and those of
 * {@link checkContent}.
 */
export function readResponse(message: ResponseMessage, now: Date): ReadResponse | Refusal {
  for (const field of ["service", "reference"] as const) {
    const problem = textProblem(message[field], LENGTH[field]);
    if (problem !== undefined) return new Refusal(problem, `The ${field} must be a text of 1 to ${String(LENGTH[field])} characters.`, [field]);
  }
  if (!SERVICE.test(message.service)) return new Refusal("UNKNOWN_SERVICE", "No such service, or it may not be reported with this key.", ["service"]);
  const answeredAt = message.answeredAt.length > 40 ? undefined : parseInstant(message.answeredAt);
  if (answeredAt === undefined) return new Refusal("INVALID_TIME", "Not a date-time with an offset, such as 2026-03-01T09:30:00+04:00.", ["answeredAt"]);
  if (answeredAt.getTime() > now.getTime() + AHEAD_MS) return new Refusal("TIME_IN_FUTURE", "Nobody has answered in the future.", ["answeredAt"]);
  const content = checkContent(message);
  if (content instanceof Refusal) return content;
  return { service: message.service, reference: message.reference, answeredAt, mode: message.mode, content };
}
