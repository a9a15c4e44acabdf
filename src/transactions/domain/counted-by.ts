import type { Transaction } from "./transaction";

/**
 * The transaction counted by the newest calendar that is known; never by an older one than before, because a process may
 * not have heard of the newest yet. The same object where nothing changes.
 */
export function countedBy<T extends Pick<Transaction, "calendarRevision">>(transaction: T, newest: number): T {
  return transaction.calendarRevision >= newest ? transaction : { ...transaction, calendarRevision: newest };
}
