import type { UnitOfWork } from "../../database/unit-of-work";

/** Id of the service with this nationwide number. */
export async function readServiceByNumber(unit: UnitOfWork, number: number): Promise<string | undefined> {
  const rows = await unit.query<{ id: string }[]>("/* service-by-number */ SELECT id FROM service WHERE number = $1", [number]);
  return rows[0]?.id;
}
