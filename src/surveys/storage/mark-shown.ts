import type { UnitOfWork } from "../../database/unit-of-work";

/** Remembers when the questions of an invitation were shown for the first time, until it is answered. */
export async function markShown(unit: UnitOfWork, serviceId: string, id: string, at: Date): Promise<void> {
  await unit.query(
    `/* mark-shown */ UPDATE invitation SET shown_at = $3 WHERE service_id = $1 AND id = $2 AND state = 'OPEN' AND shown_at IS NULL`,
    [serviceId, id, at],
  );
}
