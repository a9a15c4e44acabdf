import type { UnitOfWork } from "../../database/unit-of-work";

/** Ids of a service's transactions by reference (hexadecimal); unknown ones are left out. */
export async function transactionIds(unit: UnitOfWork, serviceId: string, references: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await unit.query<{ id: string; reference: string }[]>(IDS, [serviceId, references.map((hex) => `\\x${hex}`)]);
  return new Map(rows.map((row) => [row.reference, row.id]));
}

const IDS = `/* transaction-ids */
  SELECT id, encode(reference, 'hex') AS reference FROM transaction
  WHERE service_id = $1 AND reference = ANY ($2::bytea[])`;
