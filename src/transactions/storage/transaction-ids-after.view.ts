import type { UnitOfWork } from "../../database/unit-of-work";

/** Ids of a service's transactions: the next ones after an id, in order. */
export async function transactionIdsAfter(unit: UnitOfWork, serviceId: string, after: string, limit: number): Promise<readonly string[]> {
  const rows = await unit.query<{ id: string }[]>(IDS, [serviceId, after, limit]);
  return rows.map((row) => row.id);
}

const IDS = `/* transaction-ids-after */
  SELECT id FROM transaction WHERE service_id = $1 AND id > $2 ORDER BY id LIMIT $3`;
