import type { Transaction } from "../../transactions/domain/transaction";

/**
 * When the latest thing happened that is known of a transaction: its end, else the last passage's leaving or entering,
 * else its start. The day on which it is counted whether its person was asked: docs/decisions/0006.
 */
export function lastHeard({ startedAt, endedAt, passages }: Transaction): Date {
  if (endedAt !== null) return endedAt;
  return passages.reduce((latest, { enteredAt, leftAt }) => later(latest, leftAt ?? enteredAt), startedAt);
}

function later(a: Date, b: Date): Date {
  return a < b ? b : a;
}
