import type { UnitOfWork } from "../../database/unit-of-work";
import type { Delivery } from "../domain/hand-over";
import type { Invitation } from "../domain/invitation";
import { INVITATION_COLUMNS } from "./invitation-columns";

/** An invitation, with the best that is known of its message. */
export interface LinkedInvitation extends Invitation {
  readonly delivery: Delivery | null;
}

/** Invitations by their keys, which stay as they are until the unit of work ends. */
export async function lockInvitations(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<readonly LinkedInvitation[]> {
  return unit.query<LinkedInvitation[]>(LOCK, [serviceId, ids]);
}

const LOCK = `/* lock-invitations */
  SELECT ${INVITATION_COLUMNS}, delivery
  FROM invitation
  WHERE service_id = $1 AND id = ANY ($2::uuid[])
  ORDER BY id
  FOR NO KEY UPDATE`;
