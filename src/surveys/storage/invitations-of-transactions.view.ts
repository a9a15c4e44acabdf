import type { UnitOfWork } from "../../database/unit-of-work";
import type { Invitation } from "../domain/invitation";
import { INVITATION_COLUMNS } from "./invitation-columns";

/** Invitations about transactions, by transaction id; the latest of each first. Both lists go together, place by place. */
export async function readInvitationsOf(
  unit: UnitOfWork,
  transactions: readonly { readonly serviceId: string; readonly transactionId: string }[],
): Promise<ReadonlyMap<string, readonly Invitation[]>> {
  const byTransaction = new Map<string, Invitation[]>();
  if (transactions.length === 0) return byTransaction;
  const rows = await unit.query<Invitation[]>(INVITATIONS, [transactions.map(({ serviceId }) => serviceId), transactions.map(({ transactionId }) => transactionId)]);
  for (const invitation of rows) {
    const list = byTransaction.get(invitation.transactionId);
    if (list === undefined) byTransaction.set(invitation.transactionId, [invitation]);
    else list.push(invitation);
  }
  return byTransaction;
}

const INVITATIONS = `/* invitations-of-transactions */
  SELECT ${INVITATION_COLUMNS}
  FROM invitation
  WHERE (service_id, transaction_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
  ORDER BY id DESC`;
