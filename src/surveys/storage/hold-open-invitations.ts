import type { UnitOfWork } from "../../database/unit-of-work";
import type { DecisionCell } from "../domain/decision";

/**
 * Finds and locks the invitations about some transactions that nobody answered: whoever is answering one of them now
 * comes before or after, not between. Answers where they were counted.
 */
export async function holdOpenInvitations(
  unit: UnitOfWork,
  transactions: readonly Pick<DecisionCell, "serviceId" | "transactionId">[],
): Promise<readonly Omit<DecisionCell, "state">[]> {
  const [rows] = await unit.query<[Omit<DecisionCell, "state">[], number]>(HOLD, [transactions.map(({ serviceId }) => serviceId), transactions.map(({ transactionId }) => transactionId)]);
  return rows;
}

const HOLD = `/* hold-open-invitations */
  UPDATE invitation SET state = state
  WHERE (service_id, transaction_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) AND state = 'OPEN'
  RETURNING service_id AS "serviceId", transaction_id AS "transactionId", survey_id AS "surveyId", moment, day::text, channel, segment, language, outcome`;
