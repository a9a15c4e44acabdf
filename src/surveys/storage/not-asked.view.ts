import type { UnitOfWork } from "../../database/unit-of-work";
import type { DecisionCell } from "../domain/decision";

/** Decisions by which nobody was asked, about some transactions. */
export async function readNotAsked(unit: UnitOfWork, transactions: readonly Pick<DecisionCell, "serviceId" | "transactionId">[]): Promise<readonly DecisionCell[]> {
  return unit.query<DecisionCell[]>(NOT_ASKED, [transactions.map(({ serviceId }) => serviceId), transactions.map(({ transactionId }) => transactionId)]);
}

const NOT_ASKED = `/* not-asked */
  SELECT service_id AS "serviceId", transaction_id AS "transactionId", state, survey_id AS "surveyId", moment, day::text, channel, segment, language, outcome
  FROM survey_decision
  WHERE (service_id, transaction_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) AND state <> 'INVITED'`;
