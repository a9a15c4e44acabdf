import type { UnitOfWork } from "../../database/unit-of-work";

/** Ids of a service's transactions that were told by statuses or have passages under `UNMAPPED`: the next ones after an id, in order. */
export async function refilableTransactions(unit: UnitOfWork, serviceId: string, after: string, limit: number): Promise<readonly string[]> {
  const rows = await unit.query<{ id: string }[]>(REFILABLE, [serviceId, after, limit]);
  return rows.map((row) => row.id);
}

// Each branch ends at the limit, so that a page costs the same however many follow.
const REFILABLE = `/* refilable-transactions */
  SELECT id FROM (
    (SELECT DISTINCT transaction_id AS id FROM passage WHERE service_id = $1 AND step = 'UNMAPPED' AND transaction_id > $2 ORDER BY id LIMIT $3)
    UNION
    (SELECT DISTINCT transaction_id FROM status_change WHERE service_id = $1 AND transaction_id > $2 ORDER BY transaction_id LIMIT $3)
  ) AS waiting
  ORDER BY id LIMIT $3`;
