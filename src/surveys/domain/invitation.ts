import type { Channel } from "../../catalogue/domain/channel";
import type { Outcome } from "../../transactions/domain/outcome";
import type { DrawnStep } from "./askable-steps";
import type { Draft } from "./given-answer";
import type { HandOver } from "./hand-over";
import type { Moment } from "./moment";

/**
 * An invitation is open until it is answered; whether it has expired is the clock's to say. `WITHDRAWN`: its transaction
 * was taken back before anybody answered, and opens it again where it is replaced. `OPTED_OUT`: whoever holds the link does
 * not want to be asked, and nothing opens it again.
 */
export const InvitationState = { OPEN: "OPEN", ANSWERED: "ANSWERED", WITHDRAWN: "WITHDRAWN", OPTED_OUT: "OPTED_OUT" } as const;
export type InvitationState = keyof typeof InvitationState;

/** Days for which a link works. */
export const INVITATION_DAYS = 30;

/** Days after which nothing leads from an answer to its transaction any more. */
export const LINK_DAYS = 35;

/** The same, where the person agreed that the agency contacts them about their answer. */
export const FOLLOW_UP_DAYS = 90;

/** The right to answer once about one transaction. */
export interface Invitation extends HandOver {
  readonly serviceId: string;
  readonly id: string;
  readonly transactionId: string;
  readonly surveyId: string;
  readonly moment: Moment;
  readonly state: InvitationState;
  readonly tokenKeyId: string;
  /** Null: forgotten, long after the link stopped working. */
  readonly tokenDigest: Buffer | null;
  /** Whether a service office is asked, as one of the monthly panel, and not whom the service is for. */
  readonly panel: boolean;
  /** Probability with which this transaction was asked about at all. */
  readonly inclusionProbability: number;
  /** The steps asked about. */
  readonly steps: readonly DrawnStep[];
  /** With the next four: the cell in which the invitation was counted. */
  readonly day: string;
  readonly channel: Channel | null;
  readonly segment: string | null;
  readonly language: string | null;
  readonly outcome: Outcome;
  readonly expiresAt: Date;
  /** When its questions were first shown; gone as soon as it is answered. */
  readonly shownAt: Date | null;
  readonly draft: Draft | null;
  readonly contentDigest: Buffer | null;
  readonly receipt: string | null;
  /** Whether what was answered was never sent, and closed when the link expired. Absent: not. */
  readonly partial?: boolean;
  /** Whether whoever holds the link ever went beyond looking at it. When is not kept. */
  readonly opened: boolean;
}

/**
 * How an invitation stands for whoever holds its link. One whose transaction was taken back has expired for them, whatever
 * the reason; so has one whose answers were kept without being sent. `claimOf` holds an answer to the same rule.
 */
export function standingOf({ state, expiresAt, partial = false }: Pick<Invitation, "state" | "expiresAt" | "partial">, now: Date): "OPEN" | "ANSWERED" | "EXPIRED" | "OPTED_OUT" {
  if ((state === "ANSWERED" && !partial) || state === "OPTED_OUT") return state;
  return state === "OPEN" && expiresAt > now ? "OPEN" : "EXPIRED";
}
