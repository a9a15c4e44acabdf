import type { UnitOfWork } from "../database/unit-of-work";
import type { Pseudonyms } from "../security/pseudonyms";
import type { ChainLink, Transaction } from "./domain/transaction";
import { returningSubjects } from "./storage/returning-subjects.view";
import { namedUnder } from "./storage/named-under.view";
import { subjectChains } from "./storage/subject-chains.view";
import { transactionCount } from "./storage/transaction-count.view";
import { readTransactionSenders } from "./storage/transaction-senders.view";
import { transactionIdsAfter } from "./storage/transaction-ids-after.view";
import { transactionById } from "./storage/transaction-by-id.view";
import type { TransactionStore } from "./storage/transaction.store";
import type { TransactionsLookup } from "./transactions.lookup";

/** The lookup over the stored transactions. */
export class StoredTransactions implements TransactionsLookup {
  constructor(
    private readonly store: TransactionStore,
    private readonly pseudonyms: Pseudonyms,
  ) {}

  async one(unit: UnitOfWork, serviceId: string, id: string): Promise<Transaction | undefined> {
    return transactionById(unit, serviceId, id);
  }

  async led(unit: UnitOfWork, serviceId: string, key: string, selection: string): Promise<Transaction | undefined> {
    return transactionById(unit, serviceId, key, selection);
  }

  async byId(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Transaction>> {
    return new Map((await this.store.load(unit, serviceId, ids)).map((transaction) => [transaction.id, transaction]));
  }

  async after(unit: UnitOfWork, serviceId: string, id: string, limit: number): Promise<readonly Transaction[]> {
    const page = await this.store.load(unit, serviceId, await transactionIdsAfter(unit, serviceId, id, limit));
    return page.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  async count(unit: UnitOfWork, serviceIds: readonly string[]): Promise<number> {
    return transactionCount(unit, serviceIds);
  }

  async held(unit: UnitOfWork, serviceId: string, references: readonly string[]): Promise<ReadonlyMap<string, Transaction>> {
    const digests = new Map(references.map((reference) => [reference, this.pseudonyms.reference(serviceId, reference).toString("hex")]));
    const known = await this.store.lock(unit, serviceId, [...digests.values()]);
    return new Map(
      [...digests].flatMap(([reference, digest]) => {
        const transaction = known.get(digest);
        return transaction === undefined ? [] : [[reference, transaction] as const];
      }),
    );
  }

  async senders(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    return readTransactionSenders(unit, serviceId, ids);
  }

  async namedUnder(unit: UnitOfWork, keyId: string): Promise<{ readonly subjects: number; readonly operators: number }> {
    return namedUnder(unit, keyId);
  }

  async ofSubjects(unit: UnitOfWork, serviceId: string, subjectKeys: readonly string[], first: number): Promise<ReadonlyMap<string, readonly ChainLink[]>> {
    return subjectChains(unit, serviceId, subjectKeys, first);
  }

  async returningSubjects(unit: UnitOfWork, serviceId: string, after: string, limit: number): Promise<readonly string[]> {
    return returningSubjects(unit, serviceId, after, limit);
  }
}
