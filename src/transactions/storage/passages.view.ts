import type { UnitOfWork } from "../../database/unit-of-work";
import type { Passage } from "../domain/transaction";

/** Passages of transactions of one service, by transaction id, each list in the order in which things happened. */
export async function passagesOf(unit: UnitOfWork, serviceId: string, transactionIds: readonly string[]): Promise<ReadonlyMap<string, readonly Passage[]>> {
  const rows = await unit.query<(Passage & { transactionId: string })[]>(PASSAGES, [serviceId, transactionIds]);
  const byTransaction = new Map<string, Passage[]>();
  for (const { transactionId, ...passage } of rows) {
    const list = byTransaction.get(transactionId);
    if (list === undefined) byTransaction.set(transactionId, [passage]);
    else list.push(passage);
  }
  return byTransaction;
}

const PASSAGES = `/* passages */
  SELECT
    transaction_id AS "transactionId", ordinal, step, source_code AS "sourceCode", entered_at AS "enteredAt", left_at AS "leftAt",
    turn, errors, retries, help_requests AS "helpRequests", channel_switched AS "channelSwitched"
  FROM passage
  WHERE service_id = $1 AND transaction_id = ANY ($2::uuid[])
  ORDER BY transaction_id, entered_at, ordinal`;
