import type { UnitOfWork } from "../../database/unit-of-work";
import type { Digest } from "../domain/follows";
import type { KnownTransaction } from "../domain/known-transaction";
import type { Passage } from "../domain/transaction";
import { deletePassages } from "./delete-passages";
import { insertOrLockTransactions } from "./insert-or-lock-transactions";
import { insertPassages } from "./insert-passages";
import { lockTransactions } from "./lock-transactions";
import type { WrittenPassage } from "./passage-columns";
import { passagesOf } from "./passages.view";
import { transactionRows } from "./transactions.view";
import { updateTransactions } from "./update-transactions";
import { upsertPassages } from "./upsert-passages";

/** What became of a draft: it is stored as it was (`fresh`), or its reference was known already and `known` holds it. */
export interface Opened {
  readonly fresh: boolean;
  readonly known: KnownTransaction;
}

/** How intake reads and writes transactions with their passages: many at a time, a handful of statements. */
export class TransactionStore {
  /**
   * Stores the drafts whose reference is new, but for their passages (`addPassages`); locks the others until the unit of
   * work ends and reads what is known of them. One answer per draft, in order. No two drafts may have the same service and
   * reference.
   */
  async lockOrInsert(unit: UnitOfWork, drafts: readonly KnownTransaction[], now: Date): Promise<readonly Opened[]> {
    if (drafts.length === 0) return [];
    const inKeyOrder = drafts.map((transaction) => ({ transaction, now })).sort((a, b) => byKey(a.transaction, b.transaction));
    const ids = new Map<string, string>();
    for (const row of await insertOrLockTransactions(unit, inKeyOrder)) if (!row.fresh) ids.set(keyOf(row.service_id, row.reference), row.id);

    const known = ids.size === 0 ? undefined : await this.loadEvery(unit, drafts, ids);
    return drafts.map((draft) => {
      const stored = known?.get(keyOf(draft.serviceId, draft.reference));
      return stored === undefined ? { fresh: true, known: draft } : { fresh: false, known: stored };
    });
  }

  /** The passages of transactions that are fresh. */
  async addPassages(unit: UnitOfWork, opened: readonly Opened[]): Promise<void> {
    const passages = opened.flatMap(({ fresh, known }) => (fresh ? written(known, known.passages) : []));
    if (passages.length > 0) await insertPassages(unit, passages);
  }

  /** Locks a service's transactions by reference, in key order, and reads them. Unknown ones are left out. */
  async lock(unit: UnitOfWork, serviceId: string, references: readonly Digest[]): Promise<ReadonlyMap<Digest, KnownTransaction>> {
    const ids = await lockTransactions(unit, serviceId, references);
    return byReference(await this.load(unit, serviceId, [...ids.values()]));
  }

  /** A service's transactions by id. Unknown ones are left out. */
  async load(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<readonly KnownTransaction[]> {
    if (ids.length === 0) return [];
    const rows = await transactionRows(unit, serviceId, ids);
    const passages = await passagesOf(unit, serviceId, ids);
    return rows.map((row) => ({ ...row, passages: passages.get(row.id) ?? [] }));
  }

  /** Writes what changed of transactions that are there and locked: the row, and of the passages those that differ. */
  async save(unit: UnitOfWork, changes: readonly { readonly before: KnownTransaction; readonly after: KnownTransaction }[], now: Date): Promise<void> {
    if (changes.length === 0) return;
    await updateTransactions(unit, changes.map(({ after }) => ({ transaction: after, now })).sort((a, b) => byKey(a.transaction, b.transaction)));
    const upserts = changes.flatMap(({ before, after }) => written(after, changedPassages(before.passages, after.passages)));
    if (upserts.length > 0) await upsertPassages(unit, upserts);
    for (const { before, after } of changes) {
      const kept = new Set(after.passages.map((passage) => passage.ordinal));
      const gone = before.passages.map((passage) => passage.ordinal).filter((ordinal) => !kept.has(ordinal));
      if (gone.length > 0) await deletePassages(unit, after.serviceId, after.id, gone);
    }
  }

  /** By (service, reference). One service at a time, so that every statement names its service. */
  private async loadEvery(unit: UnitOfWork, drafts: readonly KnownTransaction[], ids: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, KnownTransaction>> {
    const known = new Map<string, KnownTransaction>();
    for (const serviceId of new Set(drafts.map((draft) => draft.serviceId))) {
      const own = drafts.filter((draft) => draft.serviceId === serviceId).flatMap((draft) => ids.get(keyOf(serviceId, draft.reference)) ?? []);
      for (const transaction of await this.load(unit, serviceId, own)) known.set(keyOf(serviceId, transaction.reference), transaction);
    }
    return known;
  }
}

function keyOf(serviceId: string, reference: Digest): string {
  return `${serviceId}${reference}`;
}

function byKey(a: KnownTransaction, b: KnownTransaction): number {
  if (a.serviceId !== b.serviceId) return a.serviceId < b.serviceId ? -1 : 1;
  return a.reference < b.reference ? -1 : 1;
}

function byReference(transactions: readonly KnownTransaction[]): ReadonlyMap<Digest, KnownTransaction> {
  return new Map(transactions.map((transaction) => [transaction.reference, transaction]));
}

function written({ serviceId, id }: KnownTransaction, passages: readonly Passage[]): WrittenPassage[] {
  return passages.map((passage) => ({ serviceId, transactionId: id, passage }));
}

function changedPassages(before: readonly Passage[], after: readonly Passage[]): readonly Passage[] {
  const known = new Map(before.map((passage) => [passage.ordinal, passage]));
  // A merge keeps the object of a passage that it did not touch.
  return after.filter((passage) => known.get(passage.ordinal) !== passage);
}
