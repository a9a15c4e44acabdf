import type { UnitOfWork } from "../../database/unit-of-work";
import type { Transaction } from "../domain/transaction";

/** What one write did to one transaction. `before` is null for a new one. */
export interface TransactionChange {
  readonly before: Transaction | null;
  readonly after: Transaction;
}

/** Where transactions tell what changed, in the unit of work that changes it. Implemented by `tallies/`. */
export interface TransactionTallyDeltas {
  transactionsChanged(unit: UnitOfWork, changes: readonly TransactionChange[]): Promise<void>;
  /** These transactions, of one service, no longer say whom they are for, and nothing else of them changed: what was counted stays counted. */
  peopleForgotten(unit: UnitOfWork, changes: readonly { readonly before: Transaction; readonly after: Transaction }[]): Promise<void>;
}
