import type { UnitOfWork } from "../../database/unit-of-work";

/** Touchpoints of an agency by their codes. */
export async function readTouchpointIds(unit: UnitOfWork, agencyId: string, codes: readonly string[]): Promise<{ code: string; id: string }[]> {
  return unit.query<{ code: string; id: string }[]>(
    "/* touchpoint-ids */ SELECT code, id FROM touchpoint WHERE agency_id = $1 AND code = ANY($2)",
    [agencyId, codes],
  );
}
