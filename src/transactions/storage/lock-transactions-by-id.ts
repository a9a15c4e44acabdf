import type { UnitOfWork } from "../../database/unit-of-work";

/** Locks transactions of one service in key order, as intake does, so that the two wait for each other and do not deadlock. */
export async function lockTransactionsById(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<void> {
  await unit.query(LOCK, [serviceId, ids]);
}

const LOCK = `/* lock-transactions-by-id */
  SELECT id FROM transaction WHERE service_id = $1 AND id = ANY ($2::uuid[]) ORDER BY reference FOR UPDATE`;
