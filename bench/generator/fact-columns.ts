import { columnNames, type UnnestColumn } from "../../src/database/unnest";
import { DECISION_COLUMNS } from "../../src/surveys/storage/decision-columns";
import { NEW_INVITATION_COLUMNS } from "../../src/surveys/storage/invitation-columns";
import { ANSWER_COLUMNS, LINK_COLUMNS, RESPONSE_COLUMNS } from "../../src/surveys/storage/response-columns";
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
