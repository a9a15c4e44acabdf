import type { UnitOfWork } from "../../database/unit-of-work";
import type { Invitation } from "../domain/invitation";
import { INVITATION_COLUMNS } from "./invitation-columns";
import { type RecentSource, recentAnswersSql } from "./recent-answers";

/** The transaction of an invitation: `TransactionsLookup.led`. */
export const TRANSACTION_OF_INVITATION = "(SELECT transaction_id FROM invitation WHERE service_id = $1 AND id = $2)";

/** An invitation whose answers are being sent: with the answers that came from the same address of late. */
export interface AnsweredInvitation extends Invitation {
  readonly fromAddress: number;
}

/** Both in one reading. @param address null: of nobody knows where */
export async function readAnsweredInvitation(unit: UnitOfWork, serviceId: string, id: string, address: RecentSource | null): Promise<AnsweredInvitation | undefined> {
  const [invitation] = await unit.query<AnsweredInvitation[]>(
    `/* answered-invitation-by-id */
     SELECT ${INVITATION_COLUMNS}, (SELECT count(*)::integer FROM (${recentAnswersSql("$1", "$3", "$4", "$5")}) AS recent) AS "fromAddress"
     FROM invitation WHERE service_id = $1 AND id = $2`,
    [serviceId, id, address?.source ?? null, address?.since ?? null, address?.atMost ?? 0],
  );
  return invitation;
}
