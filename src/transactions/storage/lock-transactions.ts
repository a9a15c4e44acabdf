import type { UnitOfWork } from "../../database/unit-of-work";

/**
 * Locks transactions of one service in key order and answers which are there. Ids by reference (hexadecimal). Rows that
 * refer to them may still come: nothing here changes a key.
 */
export async function lockTransactions(unit: UnitOfWork, serviceId: string, references: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await unit.query<{ id: string; reference: string }[]>(LOCK, [serviceId, references.map((hex) => `\\x${hex}`)]);
  return new Map(rows.map((row) => [row.reference, row.id]));
}

const LOCK = `/* lock-transactions */
  SELECT id, encode(reference, 'hex') AS reference FROM transaction
  WHERE service_id = $1 AND reference = ANY ($2::bytea[])
  ORDER BY reference FOR NO KEY UPDATE`;
