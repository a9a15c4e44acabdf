import type { UnitOfWork } from "../database/unit-of-work";
import type { Transaction } from "./domain/transaction";

/** What other modules may ask of the transactions. Withdrawn ones are found too, marked as such. */
export interface TransactionsLookup {
  byId(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Transaction>>;
  /** By the portal's own reference; only its digest is compared. */
  byReference(unit: UnitOfWork, serviceId: string, references: readonly string[]): Promise<ReadonlyMap<string, Transaction>>;
}
