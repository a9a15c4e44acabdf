import { grainsOf, type Grain } from "../domain/grain";
import { spans } from "../domain/spans";
import type { Tally } from "../domain/tally";
import type { TallyQuery } from "../tallies.lookup";
import { columnName, deltaTable, tallyTable } from "./tally-table";

/** What a FROM may name, and the values of its placeholders, which are the first of the statement. */
export interface CountedRows {
  /** A sub-select in parentheses. */
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Column → the values wanted; undefined: all. */
type Filters = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * The rows of a tally that a query is about, as they were folded and as they were added since: whole months from the
 * coarsest grain that can tell the query's parts apart, the edges of the period by day.
 *
 * @param only filters of further columns of the key
 * @param finest `DAY`: no months, not even whole ones
 */
export function countedRows(tally: Tally, columns: readonly string[], query: TallyQuery, only: Filters = {}, finest?: "DAY"): CountedRows {
  const parameters: unknown[] = [query.serviceIds];
  const put = (value: unknown): string => `$${String(parameters.push(value))}`;
  const perSegment = tally.perSegment.map(columnName);
  const asked: Filters = perSegment.length === 0 ? only : { channel: query.channels, segment: query.segments, ...only };
  const filters = Object.entries(asked).flatMap(([column, values]) => (values === undefined ? [] : [{ column, values }]));
  const versions = query.procedureIds === undefined ? "" : ` AND procedure_id = ANY (${put(query.procedureIds)}::uuid[])`;
  const wanted = versions + filters.map(({ column, values }) => ` AND ${column} = ANY (${put(values)}::text[])`).join("");
  const part = (table: string, { from, to }: TallyQuery["period"]): string =>
    `SELECT ${columns.join(", ")} FROM ${table} WHERE service_id = ANY ($1::uuid[]) AND day >= ${put(from)}::date AND day < ${put(to)}::date${wanted}`;
  const { months, edges } = finest === "DAY" ? { months: { from: query.period.to, to: query.period.to }, edges: [query.period] } : spans(query.period);
  const named = [...columns, ...filters.map(({ column }) => column)];
  const coarsest = grainsOf(tally).includes("TOTAL") && !named.some((column) => perSegment.includes(column)) ? "TOTAL" : "MONTH";
  const folded = (grain: Grain, periods: readonly TallyQuery["period"][]): readonly string[] => periods.map((period) => part(tallyTable(tally, grain), period));
  const parts = [...folded(coarsest, months.from < months.to ? [months] : []), ...folded("DAY", edges), part(deltaTable(tally), query.period)];
  return { sql: `(${parts.join("\n       UNION ALL\n       ")})`, parameters };
}
