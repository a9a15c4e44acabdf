import type { UnitOfWork } from "../../database/unit-of-work";

/** Id of the portal with this code. */
export async function readPortalId(unit: UnitOfWork, code: string): Promise<string | undefined> {
  const rows = await unit.query<{ id: string }[]>("/* portal-id */ SELECT id FROM portal WHERE code = $1", [code]);
  return rows[0]?.id;
}
