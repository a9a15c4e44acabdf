import type { UnitOfWork } from "../../database/unit-of-work";
import { type AgencyForPeople, TELLS_NOTHING } from "../domain/agency-for-people";

/** What an agency tells people whom it asks. */
export async function readAgencyForPeople(unit: UnitOfWork, agencyId: string): Promise<AgencyForPeople> {
  const rows = await unit.query<{ told: AgencyForPeople }[]>("/* agency-for-people */ SELECT for_people AS told FROM agency WHERE id = $1", [agencyId]);
  return rows[0]?.told ?? TELLS_NOTHING;
}
