import type { UnitOfWork } from "../../database/unit-of-work";
import type { StatusChange } from "../domain/status-history";

/** Status changes of transactions of one service, by transaction id. */
export async function statusChangesOf(unit: UnitOfWork, serviceId: string, transactionIds: readonly string[]): Promise<ReadonlyMap<string, readonly StatusChange[]>> {
  const rows = transactionIds.length === 0 ? [] : await unit.query<(StatusChange & { transactionId: string })[]>(CHANGES, [serviceId, transactionIds]);
  const byTransaction = new Map<string, StatusChange[]>();
  for (const { transactionId, ...change } of rows) byTransaction.set(transactionId, [...(byTransaction.get(transactionId) ?? []), change]);
  return byTransaction;
}

const CHANGES = `/* status-changes */
  SELECT transaction_id AS "transactionId", at, status, sequence, started_at AS "startedAt", channel
  FROM status_change
  WHERE service_id = $1 AND transaction_id = ANY ($2::uuid[])
  ORDER BY transaction_id, at, sequence, status`;
