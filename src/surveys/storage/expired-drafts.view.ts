import type { UnitOfWork } from "../../database/unit-of-work";
import type { Invitation } from "../domain/invitation";
import { INVITATION_COLUMNS } from "./invitation-columns";

/** Invitations whose link has expired with something filled in and not sent, those that expired first before the others. */
export async function readExpiredDrafts(unit: UnitOfWork, now: Date, limit: number): Promise<readonly Invitation[]> {
  return unit.query<Invitation[]>(
    `/* expired-drafts */ SELECT ${INVITATION_COLUMNS} FROM invitation WHERE draft IS NOT NULL AND expires_at <= $1 AND state = 'OPEN' ORDER BY expires_at, id LIMIT $2`,
    [now, limit],
  );
}
