import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { DecisionCell } from "../domain/decision";
import { DECISION_COLUMNS, DECISION_CONTENT } from "./decision-columns";

/** Replaces decisions that this unit of work has locked. */
export async function updateDecisions(unit: UnitOfWork, cells: readonly DecisionCell[]): Promise<void> {
  if (cells.length > 0) await unit.query(UPDATE, unnestParameters(DECISION_COLUMNS, cells));
}

const UPDATE = `/* update-decisions */
  UPDATE survey_decision AS d
  SET ${DECISION_CONTENT.map(({ name }) => `${name} = n.${name}`).join(", ")}
  FROM ${unnestOf(DECISION_COLUMNS)} AS n (${columnNames(DECISION_COLUMNS)})
  WHERE d.service_id = n.service_id AND d.transaction_id = n.transaction_id`;
