import type { UnitOfWork } from "../../database/unit-of-work";

/** Forgets the weights of steps that nothing is known of any more: they weigh as much as the others. */
export async function deleteOldStepWeights(unit: UnitOfWork, serviceIds: readonly string[], before: Date): Promise<void> {
  await unit.query("/* delete-old-step-weights */ DELETE FROM step_weight WHERE service_id = ANY ($1::uuid[]) AND set_at < $2", [serviceIds, before]);
}
