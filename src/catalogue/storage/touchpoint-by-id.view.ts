import type { UnitOfWork } from "../../database/unit-of-work";
import type { Touchpoint } from "../domain/touchpoint";

export async function readTouchpoint(unit: UnitOfWork, id: string): Promise<Touchpoint | undefined> {
  const [touchpoint] = await unit.query<Touchpoint[]>(`/* touchpoint-by-id */ SELECT id, agency_id AS "agencyId", code, channel, names, governorate, wilayat FROM touchpoint WHERE id = $1`, [id]);
  return touchpoint;
}
