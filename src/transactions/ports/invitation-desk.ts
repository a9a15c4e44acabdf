import type { UnitOfWork } from "../../database/unit-of-work";
import type { KnownTransaction } from "../domain/known-transaction";
import type { Transaction } from "../domain/transaction";

/** Why no survey was offered about a transaction. */
export type NotAskedReason = "NO_SURVEY" | "NOT_REACHED" | "SERVICE_EXCLUDED" | "NOT_SAMPLED" | "RECENTLY_ASKED" | "QUOTA_FULL" | "OPTED_OUT";

export type InvitationDecision =
  | { readonly invited: true; readonly token: string; readonly url: string; readonly expiresAt: Date }
  | { readonly invited: false; readonly reason: NotAskedReason };

/** What stands for the people of one message, under every key that is kept. */
export interface OtherNames {
  /** The person over all agencies; empty: the message names no national number. */
  readonly persons: readonly { readonly keyId: string; readonly person: Buffer }[];
  /** Within the agency. */
  readonly subjects: readonly string[];
  readonly operators: readonly string[];
}

/**
 * By transaction id: makes the names of the people whom the message named. Only for whoever is about to be asked are they
 * made, and those over all agencies are written nowhere but into the record of who was asked lately.
 */
export type PersonKeys = ReadonlyMap<string, () => OtherNames>;

/** Who decides whether a person is asked about a transaction. Implemented by `surveys/`. */
export interface InvitationDesk {
  /**
   * One decision per transaction id. Asked for every accepted item, also for a repeat: the same transaction gets the
   * same token again.
   */
  decide(unit: UnitOfWork, transactions: readonly KnownTransaction[], persons?: PersonKeys): Promise<ReadonlyMap<string, InvitationDecision>>;

  /**
   * Decides again about transactions of which something was concluded without a message. Only about those it was asked
   * about before: an imported log never invites. A link that comes of it waits until a portal fetches it.
   */
  decideAgain(unit: UnitOfWork, transactions: readonly KnownTransaction[]): Promise<void>;

  /**
   * Takes back what was counted about transactions that were withdrawn (−1), or counts it again where a withdrawn one was
   * replaced after all (1). What was answered stays counted, as the answer does. To be told once for each change.
   */
  recount(unit: UnitOfWork, transactions: readonly Transaction[], sign: 1 | -1): Promise<void>;
}
