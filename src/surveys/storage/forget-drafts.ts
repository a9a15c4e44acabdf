import type { UnitOfWork } from "../../database/unit-of-work";

/** Deletes what was filled in by some holders of links of one service. */
export async function forgetDrafts(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await unit.query("/* forget-drafts */ UPDATE invitation SET draft = NULL, shown_at = NULL WHERE service_id = $1 AND id = ANY ($2::uuid[])", [serviceId, ids]);
}
