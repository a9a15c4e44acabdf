import type { UnitOfWork } from "../../database/unit-of-work";
import { QUESTION_COLUMNS, SCORES } from "./released-tables";

/** What is counted of one answer to one question, released or waiting. */
export interface AnsweredCount {
  readonly procedureId: string;
  /** The rest of the question, as text. */
  readonly question: string;
  /** The score or the choice; empty: all scores, of which only the squares of the weights are counted. */
  readonly value: string;
  readonly n: number;
  readonly weight: number;
  readonly weightSquares: number;
}

const REST = QUESTION_COLUMNS.filter((name) => name !== "procedure_id");
const QUESTION = QUESTION_COLUMNS.join(", ");
const BY_SCORE = SCORES.map((score) => `('${String(score)}', n${String(score)}, w${String(score)}, 0)`).join(", ");
const WAITING_SQUARES = "floor(weight::float8 * weight / 1000000 + 0.5)::bigint";

/** Released and waiting answers of a service by question and by what was answered. */
export async function releasedAndWaiting(unit: UnitOfWork, serviceId: string): Promise<readonly AnsweredCount[]> {
  return unit.query<AnsweredCount[]>(
    `/* released-and-waiting */
     SELECT procedure_id AS "procedureId", concat_ws(' ', ${REST.map((name) => (name === "flagged" ? "flagged::text" : name)).join(", ")}) AS question, value,
       sum(n)::float8 AS n, sum(weight)::float8 AS weight, sum(squares)::float8 AS "weightSquares"
     FROM (
       SELECT ${QUESTION}, value, n, weight, squares
       FROM answer_month_tally CROSS JOIN LATERAL (VALUES ${BY_SCORE}, ('', 0, 0, weight_squares)) AS by_score (value, n, weight, squares)
       WHERE service_id = $1
       UNION ALL
       SELECT ${QUESTION}, choice, n, weight, weight_squares FROM choice_month_tally WHERE service_id = $1
       UNION ALL
       SELECT ${QUESTION}, coalesce(choice, score::text), 1, weight, CASE WHEN score IS NULL THEN ${WAITING_SQUARES} ELSE 0 END FROM answer_delta WHERE service_id = $1
       UNION ALL
       SELECT ${QUESTION}, '', 0, 0, ${WAITING_SQUARES} FROM answer_delta WHERE service_id = $1 AND score IS NOT NULL
     ) AS counted
     GROUP BY ${QUESTION}, value
     HAVING sum(n) <> 0 OR sum(weight) <> 0 OR sum(squares) <> 0`,
    [serviceId],
  );
}
