import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { DecisionCell } from "../domain/decision";
import { DECISION_COLUMNS } from "./decision-columns";

/** A decision as it stands now; `fresh`: it is the first about its transaction. */
export interface LockedDecision extends DecisionCell {
  readonly fresh: boolean;
}

/**
 * Finds, inserts and locks in one statement: the first decision about a transaction is stored, an earlier one stays as
 * it was. Whoever invites holds this row, so that two doors never ask about one transaction twice. `cells` must be in
 * key order, each key once.
 */
export async function insertOrLockDecisions(unit: UnitOfWork, cells: readonly DecisionCell[]): Promise<readonly LockedDecision[]> {
  return unit.query<LockedDecision[]>(INSERT_OR_LOCK, unnestParameters(DECISION_COLUMNS, cells));
}

const INSERT_OR_LOCK = `/* insert-or-lock-decisions */
  INSERT INTO survey_decision (${columnNames(DECISION_COLUMNS)})
  SELECT * FROM ${unnestOf(DECISION_COLUMNS)}
  ON CONFLICT (service_id, transaction_id) DO UPDATE SET transaction_id = excluded.transaction_id
  RETURNING service_id AS "serviceId", transaction_id AS "transactionId", state, survey_id AS "surveyId", moment, day::text,
    channel, segment, language, outcome, (xmax = 0) AS fresh`;
