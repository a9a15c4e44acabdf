import type { UnitOfWork } from "../../database/unit-of-work";

/** By whom transactions were sent: the portal, or null for none; by id. */
export async function readTransactionSenders(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await unit.query<{ id: string; portalId: string | null }[]>(SENDERS, [serviceId, ids]);
  return new Map(rows.map(({ id, portalId }) => [id, portalId]));
}

const SENDERS = `/* transaction-senders */ SELECT id, portal_id AS "portalId" FROM transaction WHERE service_id = $1 AND id = ANY ($2::uuid[])`;
