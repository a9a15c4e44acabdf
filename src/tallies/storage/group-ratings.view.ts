import type { UnitOfWork } from "../../database/unit-of-work";
import type { AnswerMonthsQuery, GroupRatings, RakingColumn } from "../released-answers.lookup";
import { questionColumns, WEIGHED_RATINGS } from "./released-question";
import { wanted } from "./released-rows";

type Row = Omit<GroupRatings, "by"> & Readonly<Partial<Record<RakingColumn, string>>>;

/** Ratings of the whole by service, question, jackknife group and the columns asked for. */
export async function groupRatings(unit: UnitOfWork, query: AnswerMonthsQuery & { readonly by: readonly RakingColumn[] }): Promise<readonly GroupRatings[]> {
  const question = questionColumns(query).filter((column) => column !== "step_code");
  const by = [...new Set(query.by)];
  const keys = [...question, "jackknife_group", ...by].join(", ");
  const rows = await unit.query<Row[]>(
    `/* group-ratings */
     WITH rated AS MATERIALIZED (
       SELECT ${keys}, ${WEIGHED_RATINGS}
       FROM answer_group_tally
       WHERE ${wanted(query)} AND day >= $3::date AND day < $4::date
       GROUP BY ${keys}
     )
     SELECT service_id AS "serviceId",${query.byProcedure === true ? ` procedure_id AS "procedureId",` : ""} instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion",
       moment, mode, collector, nullif(jackknife_group, -1) AS "group", ${by.map((column) => `${column}, `).join("")}counts, weights, "weightSquares"
     FROM rated
     ORDER BY ${["jackknife_group", ...by, ...question].join(", ")}`,
    [query.serviceIds, query.procedureIds ?? null, query.months.from, query.months.to],
  );
  return rows.map(({ channel, segment, language, outcome, ...row }) => {
    const values = { channel, segment, language, outcome };
    const told: Partial<Record<RakingColumn, string>> = {};
    for (const column of by) told[column] = values[column] ?? "";
    return { ...row, by: told };
  });
}
