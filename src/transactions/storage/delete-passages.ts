import type { UnitOfWork } from "../../database/unit-of-work";

/** Takes away passages that a correction no longer tells; one transaction at a time, because corrections are rare. */
export async function deletePassages(unit: UnitOfWork, serviceId: string, transactionId: string, ordinals: readonly number[]): Promise<void> {
  await unit.query(DELETE, [serviceId, transactionId, ordinals]);
}

const DELETE = `/* delete-passages */
  DELETE FROM passage WHERE service_id = $1 AND transaction_id = $2 AND ordinal = ANY ($3::integer[])`;
