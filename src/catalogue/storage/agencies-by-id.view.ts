import type { UnitOfWork } from "../../database/unit-of-work";
import type { Agency } from "../domain/agency";

export async function readAgenciesById(unit: UnitOfWork, ids: readonly string[]): Promise<Agency[]> {
  return unit.query<Agency[]>(`/* agencies-by-id */ SELECT id, code, names, time_zone AS "timeZone", embed_origins AS "embedOrigins", for_people AS "forPeople" FROM agency WHERE id = ANY($1)`, [ids]);
}
