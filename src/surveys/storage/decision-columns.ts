import type { UnnestColumn } from "../../database/unnest";
import type { DecisionCell } from "../domain/decision";

export const DECISION_KEY: readonly UnnestColumn<DecisionCell>[] = [
  { name: "service_id", type: "uuid", of: (cell) => cell.serviceId },
  { name: "transaction_id", type: "uuid", of: (cell) => cell.transactionId },
];

/** What another decision may change. */
export const DECISION_CONTENT: readonly UnnestColumn<DecisionCell>[] = [
  { name: "state", type: "text", of: (cell) => cell.state },
  { name: "survey_id", type: "uuid", of: (cell) => cell.surveyId },
  { name: "moment", type: "text", of: (cell) => cell.moment },
  { name: "day", type: "date", of: (cell) => cell.day },
  { name: "channel", type: "text", of: (cell) => cell.channel },
  { name: "segment", type: "text", of: (cell) => cell.segment },
  { name: "language", type: "text", of: (cell) => cell.language },
  { name: "outcome", type: "text", of: (cell) => cell.outcome },
];

export const DECISION_COLUMNS: readonly UnnestColumn<DecisionCell>[] = [...DECISION_KEY, ...DECISION_CONTENT];
