import type { UnitOfWork } from "../../database/unit-of-work";
import type { AnswerCount, AnswerQuery } from "../released-answers.lookup";
import { questionColumns, questionNamed } from "./released-question";
import { releasedRows, wanted } from "./released-rows";
import { ANSWER_MONTH_TALLY, ANSWER_TALLY, SCORES } from "./released-tables";

const N = SCORES.map((score) => `n${String(score)}`);

/**
 * Released ratings by service and question. Of those that still wait it tells only that there are some, whatever the
 * period: neither how many nor of which day.
 */
export async function answerCounts(unit: UnitOfWork, query: AnswerQuery): Promise<readonly AnswerCount[]> {
  const question = questionColumns(query).join(", ");
  const rows = releasedRows(ANSWER_TALLY, ANSWER_MONTH_TALLY, [question, ...N], query);
  return unit.query<AnswerCount[]>(
    `/* answer-counts */
     SELECT ${questionNamed(query)},
       coalesce(counts, array_fill(0::float8, ARRAY[11])) AS counts, coalesce(waiting, false) AS waiting
     FROM (
       SELECT ${question}, ARRAY[${N.map((n) => `sum(${n})::float8`).join(", ")}] AS counts
       FROM ${rows.sql} AS kept
       GROUP BY ${question}
     ) AS released
     FULL JOIN (
       SELECT DISTINCT ${question}, true AS waiting FROM answer_delta WHERE ${wanted(query)} AND score IS NOT NULL
     ) AS held USING (${question})
     ORDER BY ${question}`,
    [...rows.parameters],
  );
}
