import type { UnitOfWork } from "../../database/unit-of-work";
import type { Invitation } from "../domain/invitation";
import { INVITATION_COLUMNS } from "./invitation-columns";

/** Which links of a service are asked for. */
export interface DueQuery {
  readonly serviceId: string;
  readonly now: Date;
  /** Links that no longer work then are of no use to anybody. */
  readonly usedAt: Date;
  /** About these transactions; null: about any. */
  readonly transactionIds: readonly string[] | null;
  /** Key of the last link seen; null: from the beginning. */
  readonly after: Pick<Invitation, "dueAt" | "id"> | null;
  readonly limit: number;
}

/** Links that wait to be handed over, those that waited longest first. */
export async function readInvitationsDue(unit: UnitOfWork, { serviceId, now, usedAt, transactionIds, after, limit }: DueQuery): Promise<readonly Invitation[]> {
  return unit.query<Invitation[]>(DUE, [serviceId, now, usedAt, transactionIds, after?.dueAt ?? null, after?.id ?? null, limit]);
}

const DUE = `/* invitations-due */
  SELECT ${INVITATION_COLUMNS}
  FROM invitation
  WHERE service_id = $1 AND state = 'OPEN' AND due_at <= $2 AND expires_at > $3
    AND ($4::uuid[] IS NULL OR transaction_id = ANY ($4::uuid[]))
    AND ($5::timestamptz IS NULL OR (due_at, id) > ($5::timestamptz, $6::uuid))
  ORDER BY due_at, id
  LIMIT $7`;
