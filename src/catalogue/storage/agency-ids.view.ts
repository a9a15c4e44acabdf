import type { UnitOfWork } from "../../database/unit-of-work";

/** Agencies by their codes; unknown codes are left out. */
export async function readAgencyIds(unit: UnitOfWork, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await unit.query<{ code: string; id: string }[]>("/* agency-ids */ SELECT code, id FROM agency WHERE code = ANY($1)", [codes]);
  return new Map(rows.map(({ code, id }) => [code, id]));
}
