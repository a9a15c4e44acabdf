import type { UnitOfWork } from "../../database/unit-of-work";

/** Forgets the rates of strata that nobody was counted in lately: they ask everybody again. */
export async function deleteOldRates(unit: UnitOfWork, serviceIds: readonly string[], before: Date): Promise<void> {
  await unit.query("/* delete-old-rates */ DELETE FROM sampling_rate WHERE service_id = ANY ($1::uuid[]) AND set_at < $2", [serviceIds, before]);
}
