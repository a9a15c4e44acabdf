import type { UnitOfWork } from "../../database/unit-of-work";

/** Takes away the status changes of a transaction whose content was replaced: what was told before counts no longer. */
export async function deleteStatusChanges(unit: UnitOfWork, serviceId: string, transactionId: string): Promise<void> {
  await unit.query(DELETE, [serviceId, transactionId]);
}

const DELETE = `/* delete-status-changes */
  DELETE FROM status_change WHERE service_id = $1 AND transaction_id = $2`;
