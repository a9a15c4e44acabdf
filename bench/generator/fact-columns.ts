import { columnNames, type UnnestColumn } from "../../src/database/unnest";
import { DECISION_COLUMNS } from "../../src/surveys/storage/decision-columns";
import { NEW_INVITATION_COLUMNS } from "../../src/surveys/storage/invitation-columns";
import { PASSAGE_COLUMNS } from "../../src/transactions/storage/passage-columns";
import { TRANSACTION_COLUMNS } from "../../src/transactions/storage/transaction-columns";
import type { Dice } from "./dice";
import type { ToldCase } from "./told-cases";

type Column<R> = UnnestColumn<R>;

/** What the product writes of a new invitation, and what answering adds to it. */
export function invitationColumns(dice: Dice): readonly Column<ToldCase["invitation"]>[] {
  const digest = (name: string): Column<ToldCase["invitation"]> => ({ name, type: "bytea", of: () => dice.hex(32) });
  return [
    ...NEW_INVITATION_COLUMNS.map((column) => (column.name === "token_digest" ? digest(column.name) : column)),
    digest("content_digest"),
    { name: "receipt", type: "uuid", of: () => dice.id() },
    { name: "collector", type: "text", of: () => "YUSR" },
  ];
}

/** The product fills these by statements of its own, with other parts of the row beside them. */
export const RESPONSE_COLUMNS: readonly Column<ToldCase["response"]>[] = [
  { name: "service_id", type: "uuid", of: (r) => r.serviceId },
  { name: "id", type: "uuid", of: (r) => r.id },
  { name: "survey_id", type: "uuid", of: (r) => r.surveyId },
  { name: "procedure_id", type: "uuid", of: (r) => r.procedureId },
  { name: "moment", type: "text", of: (r) => r.moment },
  { name: "mode", type: "text", of: (r) => r.mode },
  { name: "collector", type: "text", of: (r) => r.collector },
  { name: "signals", type: "text", of: () => "{}" },
  { name: "partial", type: "boolean", of: () => false },
  { name: "day", type: "date", of: (r) => r.day },
  { name: "channel", type: "text", of: (r) => r.channel },
  { name: "touchpoint_id", type: "uuid", of: (r) => r.touchpointId },
  { name: "segment", type: "text", of: (r) => r.segment },
  { name: "language", type: "text", of: (r) => r.language },
  { name: "outcome", type: "text", of: (r) => r.outcome },
  { name: "jackknife_group", type: "smallint", of: (r) => r.jackknifeGroup },
];

interface PlacedAnswer {
  readonly response: ToldCase["response"];
  readonly position: number;
  readonly answer: ToldCase["response"]["answers"][number];
}

export const ANSWER_COLUMNS: readonly Column<PlacedAnswer>[] = [
  { name: "service_id", type: "uuid", of: ({ response }) => response.serviceId },
  { name: "response_id", type: "uuid", of: ({ response }) => response.id },
  { name: "position", type: "smallint", of: ({ position }) => position },
  { name: "instrument_code", type: "text", of: ({ answer }) => answer.instrumentCode },
  { name: "instrument_version", type: "integer", of: ({ answer }) => answer.instrumentVersion },
  { name: "step_code", type: "text", of: ({ answer }) => answer.stepCode },
  { name: "first_end", type: "text", of: () => "LOW" },
  { name: "inclusion_probability", type: "double precision", of: ({ answer }) => answer.inclusionProbability },
  { name: "score", type: "smallint", of: ({ answer }) => answer.score },
  { name: "choice", type: "text", of: ({ answer }) => answer.choice },
  { name: "skipped", type: "boolean", of: ({ answer }) => answer.skipped },
  { name: "not_applicable", type: "boolean", of: ({ answer }) => answer.notApplicable },
];

export const LINK_COLUMNS: readonly Column<ToldCase>[] = [
  { name: "service_id", type: "uuid", of: ({ response }) => response.serviceId },
  { name: "response_id", type: "uuid", of: ({ response }) => response.id },
  { name: "transaction_id", type: "uuid", of: ({ transaction }) => transaction.id },
  { name: "expires_on", type: "date", of: ({ linkExpiresOn }) => linkExpiresOn },
  { name: "follow_up_agreed", type: "boolean", of: () => false },
];

/** The facts that the generator writes, and into which columns: a test asks PostgreSQL whether any is missing. */
export function writtenColumns(dice: Dice): Readonly<Record<string, readonly string[]>> {
  const names = (columns: readonly Column<never>[]): string[] => columnNames(columns).split(", ");
  return {
    transaction: names(TRANSACTION_COLUMNS),
    passage: names(PASSAGE_COLUMNS),
    survey_decision: names(DECISION_COLUMNS),
    invitation: names(invitationColumns(dice)),
    response: names(RESPONSE_COLUMNS),
    answer: names(ANSWER_COLUMNS),
    response_link: names(LINK_COLUMNS),
  };
}
