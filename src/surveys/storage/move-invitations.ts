import type { UnitOfWork } from "../../database/unit-of-work";
import type { CountedInvitations } from "../domain/counted-invitations";
import type { DecisionCell } from "../domain/decision";
import type { InvitationState } from "../domain/invitation";

/** Where an invitation was counted, and how far it had got. */
export interface MovedInvitation extends Omit<DecisionCell, "state"> {
  readonly panel: boolean;
  readonly delivered: boolean;
  readonly opened: boolean;
}

/** What an unanswered invitation is counted as. */
export function statesOf({ panel, delivered, opened }: MovedInvitation): readonly CountedInvitations["state"][] {
  if (panel) return ["INVITED_PANEL"];
  return ["INVITED", ...(delivered ? (["DELIVERED"] as const) : []), ...(opened ? (["OPENED"] as const) : [])];
}

/**
 * Brings the invitations about some transactions from one state into another: those that are open are taken back with
 * their transaction, and opened again with it. Whoever is answering one of them now comes before or after, not between.
 * Answers where they were counted.
 */
export async function moveInvitations(
  unit: UnitOfWork,
  transactions: readonly Pick<DecisionCell, "serviceId" | "transactionId">[],
  from: InvitationState,
  to: InvitationState,
): Promise<readonly MovedInvitation[]> {
  const keys = [transactions.map(({ serviceId }) => serviceId), transactions.map(({ transactionId }) => transactionId)];
  const [rows] = await unit.query<[MovedInvitation[], number]>(MOVE, [...keys, from, to]);
  return rows;
}

const MOVE = `/* move-invitations */
  UPDATE invitation SET state = $4
  WHERE (service_id, transaction_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) AND state = $3
  RETURNING service_id AS "serviceId", transaction_id AS "transactionId", survey_id AS "surveyId", moment, day::text, channel, segment, language, outcome,
    coalesce(delivery = 'DELIVERED', false) AS delivered, opened, panel`;
