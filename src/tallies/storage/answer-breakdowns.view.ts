import type { UnitOfWork } from "../../database/unit-of-work";
import type { Dimension } from "../domain/publishable-cells";
import type { AnswerBreakdown, AnswerMonthsQuery, AskedQuestion, BreakdownCell } from "../released-answers.lookup";
import { questionColumns, questionNamed, questionOf, WEIGHED_RATINGS } from "./released-question";
import { wanted } from "./released-rows";
import { SCORES } from "./released-tables";

interface Row extends AskedQuestion, Omit<BreakdownCell, "counts"> {
  /** Null: nothing of the question may be shown. */
  readonly counts: BreakdownCell["counts"] | null;
  readonly incompleteMonths: number;
  readonly leftOut: number;
}

/** Ratings by service, question and value of one dimension, as far as they may be shown, and how many may not. */
export async function answerBreakdowns(unit: UnitOfWork, query: AnswerMonthsQuery & { readonly dimension: Dimension }): Promise<readonly AnswerBreakdown[]> {
  const question = questionColumns(query).join(", ");
  const here = `${wanted(query)} AND day >= $3::date AND day < $4::date AND dimension = $5`;
  const rows = await unit.query<Row[]>(
    `/* answer-breakdowns */
     SELECT ${questionNamed(query)}, nullif(value, '') AS value, counts, weights, "weightSquares",
       coalesce(incomplete_months, 0) AS "incompleteMonths", coalesce(left_out, 0) AS "leftOut"
     FROM (
       SELECT ${question}, value, ${WEIGHED_RATINGS}
       FROM answer_breakdown_tally WHERE ${here}
       GROUP BY ${question}, value
     ) AS shown
     FULL JOIN (
       SELECT ${question}, count(DISTINCT day)::integer AS incomplete_months, sum(${SCORES.map((score) => `n${String(score)}`).join(" + ")})::float8 AS left_out
       FROM answer_breakdown_delta WHERE ${here}
       GROUP BY ${question}
     ) AS hidden USING (${question})
     ORDER BY ${question}, value`,
    [query.serviceIds, query.procedureIds ?? null, query.months.from, query.months.to, query.dimension],
  );
  const found = new Map<string, AnswerBreakdown & { readonly cells: BreakdownCell[] }>();
  for (const row of rows) {
    const asked = questionOf(row);
    const { value, counts, weights, weightSquares, incompleteMonths, leftOut } = row;
    const key = JSON.stringify(asked);
    const breakdown = found.get(key) ?? { ...asked, cells: [], incompleteMonths, leftOut };
    if (counts !== null) breakdown.cells.push({ value, counts, weights, weightSquares });
    found.set(key, breakdown);
  }
  return [...found.values()];
}
