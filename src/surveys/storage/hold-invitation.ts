import type { UnitOfWork } from "../../database/unit-of-work";
import type { Invitation } from "../domain/invitation";
import { INVITATION_COLUMNS } from "./invitation-columns";

/**
 * Reads an invitation and keeps it until the end of the unit of work: whoever answers it, or takes its transaction back,
 * at the same time comes before or after, not between.
 */
export async function holdInvitation(unit: UnitOfWork, serviceId: string, id: string): Promise<Invitation | undefined> {
  const [invitation] = await unit.query<Invitation[]>(
    `/* hold-invitation */ SELECT ${INVITATION_COLUMNS} FROM invitation WHERE service_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [serviceId, id],
  );
  return invitation;
}
