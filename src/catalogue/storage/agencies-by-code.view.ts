import type { UnitOfWork } from "../../database/unit-of-work";
import type { Agency } from "../domain/agency";

export async function readAgenciesByCode(unit: UnitOfWork, codes: readonly string[]): Promise<Agency[]> {
  return unit.query<Agency[]>(`/* agencies-by-code */ SELECT id, code, names, time_zone AS "timeZone", embed_origins AS "embedOrigins", for_people AS "forPeople" FROM agency WHERE code = ANY($1)`, [codes]);
}
