import type { UnitOfWork } from "../../database/unit-of-work";
import type { Dimension } from "../domain/publishable-cells";
import type { AnswerBreakdown, AskedQuestion, BreakdownCell, BreakdownQuery } from "../released-answers.lookup";
import { questionColumns, questionNamed, questionOf, sameQuestion, WEIGHED_RATINGS } from "./released-question";
import { wanted } from "./released-rows";
import { SCORES } from "./released-tables";

interface Row extends AskedQuestion, Omit<BreakdownCell, "counts"> {
  readonly dimension: Dimension;
  /** Null: nothing of the question may be shown. */
  readonly counts: BreakdownCell["counts"] | null;
  readonly leftOut: number;
}

/** Ratings by service, question and value of each dimension, as far as they may be shown, and how many may not. All dimensions in one pass: what may not be shown is by far the larger part. */
export async function answerBreakdowns(unit: UnitOfWork, query: BreakdownQuery): Promise<readonly AnswerBreakdown[]> {
  const question = [...questionColumns(query), "dimension"].join(", ");
  const here = `${wanted(query)} AND day >= $3::date AND day < $4::date AND dimension = ANY ($5::text[]) AND ($6::text[] IS NULL OR instrument_code = ANY ($6))${query.wholeOnly === true ? ` AND step_code = ''` : ""}`;
  const rows = await unit.query<Row[]>(
    `/* answer-breakdowns */
     SELECT ${questionNamed(query)}, dimension, nullif(value, '') AS value, counts, weights, "weightSquares", coalesce(left_out, 0) AS "leftOut"
     FROM (
       SELECT ${question}, value, ${WEIGHED_RATINGS}
       FROM answer_breakdown_tally WHERE ${here}
       GROUP BY ${question}, value
     ) AS shown
     FULL JOIN (
       SELECT ${question}, sum(${SCORES.map((score) => `n${String(score)}`).join(" + ")})::float8 AS left_out
       FROM answer_breakdown_delta WHERE ${here}
       GROUP BY ${question}
     ) AS hidden USING (${question})
     ORDER BY ${question}, value`,
    [query.serviceIds, query.procedureIds ?? null, query.months.from, query.months.to, query.dimensions, query.instruments ?? null],
  );
  const found: (AnswerBreakdown & { readonly cells: BreakdownCell[] })[] = [];
  for (const row of rows) {
    const { dimension, value, counts, weights, weightSquares, leftOut } = row;
    const last = found.at(-1);
    // They come in order of questions and dimensions.
    const breakdown = last !== undefined && last.dimension === dimension && sameQuestion(last, row) ? last : { ...questionOf(row), dimension, cells: [], leftOut };
    if (breakdown !== last) found.push(breakdown);
    if (counts !== null) breakdown.cells.push({ value, counts, weights, weightSquares });
  }
  return found;
}
