import type { UnitOfWork } from "../database/unit-of-work";
import type { ChainLink, Transaction } from "./domain/transaction";

/** What other modules may ask of the transactions. Withdrawn ones are found too, marked as such. */
export interface TransactionsLookup {
  one(unit: UnitOfWork, serviceId: string, id: string): Promise<Transaction | undefined>;
  /**
   * The one to which something leads that another module keeps, so that nobody need ask first which it is.
   * @param selection a scalar query of that module's own table: the transaction's id, by service `$1` and `key` `$2`
   */
  led(unit: UnitOfWork, serviceId: string, key: string, selection: string): Promise<Transaction | undefined>;
  byId(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Transaction>>;
  /** The next transactions of a service after an id, in order of id; fewer than `limit` only at the end. */
  after(unit: UnitOfWork, serviceId: string, id: string, limit: number): Promise<readonly Transaction[]>;
  /** How many transactions some services have, withdrawn ones among them. */
  count(unit: UnitOfWork, serviceIds: readonly string[]): Promise<number>;
  /** By the portal's own reference, of which only the digest is compared. They stay as they are until the unit of work ends. */
  held(unit: UnitOfWork, serviceId: string, references: readonly string[]): Promise<ReadonlyMap<string, Transaction>>;
  /** The portals that sent transactions, by id; null: none did. */
  senders(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** The first transactions of each subject in the service, at most `first`, by (startedAt, id). Here withdrawn ones are left out. */
  ofSubjects(unit: UnitOfWork, serviceId: string, subjectKeys: readonly string[], first: number): Promise<ReadonlyMap<string, readonly ChainLink[]>>;
  /** How many transactions name a subject, and an operator, under a key of this name; over all services. */
  namedUnder(unit: UnitOfWork, keyId: string): Promise<{ readonly subjects: number; readonly operators: number }>;
  /** Subjects with more than one transaction in the service, in key order, those after one; withdrawn transactions do not count. */
  returningSubjects(unit: UnitOfWork, serviceId: string, after: string, limit: number): Promise<readonly string[]>;
}
