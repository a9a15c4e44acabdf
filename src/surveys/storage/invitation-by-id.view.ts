import type { UnitOfWork } from "../../database/unit-of-work";
import type { Invitation } from "../domain/invitation";
import { INVITATION_COLUMNS } from "./invitation-columns";

export async function readInvitation(unit: UnitOfWork, serviceId: string, id: string): Promise<Invitation | undefined> {
  const [invitation] = await unit.query<Invitation[]>(
    `/* invitation-by-id */ SELECT ${INVITATION_COLUMNS} FROM invitation WHERE service_id = $1 AND id = $2`,
    [serviceId, id],
  );
  return invitation;
}
