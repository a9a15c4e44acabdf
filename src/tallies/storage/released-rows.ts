import type { Period } from "../../shared/period";
import { spans } from "../domain/spans";
import type { AnswerQuery } from "../released-answers.lookup";
import type { ReleasedTable } from "./released-tables";

/** What a FROM may name, and the values of its placeholders, which are the first of the statement. */
export interface ReleasedRows {
  /** A sub-select in parentheses. */
  readonly sql: string;
  /** The services, then the procedure versions wanted (null: all), then the ends of periods. */
  readonly parameters: readonly unknown[];
}

/** Which answers a query is about; takes `$1` and `$2` of every statement about released answers. */
export function wanted({ flagged }: Pick<AnswerQuery, "flagged">): string {
  return `service_id = ANY ($1::uuid[]) AND ($2::uuid[] IS NULL OR procedure_id = ANY ($2))${flagged === "EXCLUDE" ? " AND NOT flagged" : ""}`;
}

/** Released answers of a period: whole months by month, the edges of the period by day. */
export function releasedRows(days: ReleasedTable, byMonth: ReleasedTable, columns: readonly string[], query: AnswerQuery): ReleasedRows {
  const { months, edges } = spans(query.period);
  return rowsOf([{ table: byMonth, period: months }, ...edges.map((period) => ({ table: days, period }))], columns, query);
}

/** Released answers of a period, all by day. */
export function releasedDays(days: ReleasedTable, columns: readonly string[], query: AnswerQuery): ReleasedRows {
  return rowsOf([{ table: days, period: query.period }], columns, query);
}

function rowsOf(parts: readonly { readonly table: ReleasedTable; readonly period: Period }[], columns: readonly string[], query: AnswerQuery): ReleasedRows {
  const parameters: unknown[] = [query.serviceIds, query.procedureIds ?? null];
  const put = (value: unknown): string => `$${String(parameters.push(value))}`;
  const selects = parts.map(
    ({ table, period: { from, to } }) => `SELECT ${columns.join(", ")} FROM ${table.name} WHERE ${wanted(query)} AND day >= ${put(from)}::date AND day < ${put(to)}::date`,
  );
  return { sql: `(${selects.join("\n       UNION ALL\n       ")})`, parameters };
}
