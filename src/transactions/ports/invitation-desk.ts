import type { UnitOfWork } from "../../database/unit-of-work";
import type { Transaction } from "../domain/transaction";

/** Why no survey was offered about a transaction. */
export type NotAskedReason = "NO_SURVEY" | "NOT_REACHED" | "SERVICE_EXCLUDED" | "NOT_SAMPLED" | "RECENTLY_ASKED" | "QUOTA_FULL" | "OPTED_OUT";

export type InvitationDecision =
  | { readonly invited: true; readonly token: string; readonly url: string; readonly expiresAt: Date }
  | { readonly invited: false; readonly reason: NotAskedReason };

/** Who decides whether a person is asked about a transaction. Implemented by `surveys/`. */
export interface InvitationDesk {
  /**
   * One decision per transaction id. Asked for every accepted item, also for a repeat: the same transaction gets the
   * same token again.
   */
  decide(unit: UnitOfWork, transactions: readonly Transaction[]): Promise<ReadonlyMap<string, InvitationDecision>>;

  /**
   * Takes back what was counted about transactions that were withdrawn (−1), or counts it again where a withdrawn one was
   * replaced after all (1). What was answered stays counted, as the answer does. To be told once for each change.
   */
  recount(unit: UnitOfWork, transactions: readonly Transaction[], sign: 1 | -1): Promise<void>;
}
