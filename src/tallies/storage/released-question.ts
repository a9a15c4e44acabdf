import type { AnswerQuery, AskedQuestion } from "../released-answers.lookup";
import { QUESTION_COLUMNS, SCORES } from "./released-tables";

/** Columns that make up a question for a query: with the version of the procedure only where versions are told apart. */
export function questionColumns({ byProcedure }: Pick<AnswerQuery, "byProcedure">): readonly string[] {
  return ["service_id", ...QUESTION_COLUMNS.filter((column) => byProcedure === true || column !== "procedure_id").filter((column) => column !== "flagged")];
}

/** The columns of a question as a reader names them. */
export function questionNamed({ byProcedure }: Pick<AnswerQuery, "byProcedure">): string {
  return `service_id AS "serviceId",${byProcedure === true ? ` procedure_id AS "procedureId",` : ""} instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion",
       moment, mode, collector, nullif(step_code, '') AS "stepCode"`;
}

/**
 * Sums of ratings as `WeighedRatings` names them. Added up as the floats they become: PostgreSQL holds thousands of those at
 * once, where it sorted first for sums of any size. Whole numbers, so exact up to 2⁵³; squares of many large weights go beyond and are rounded.
 */
export const WEIGHED_RATINGS = `ARRAY[${SCORES.map((score) => `sum(n${String(score)}::float8)`).join(", ")}] AS counts,
         ARRAY[${SCORES.map((score) => `sum(w${String(score)}::float8)`).join(", ")}] AS weights, sum(weight_squares::float8) AS "weightSquares"`;

/** The question of a row that carries more. */
export function questionOf(row: AskedQuestion): AskedQuestion {
  const { serviceId, procedureId, instrumentCode, instrumentVersion, moment, mode, collector, stepCode } = row;
  return { serviceId, ...(procedureId === undefined ? {} : { procedureId }), instrumentCode, instrumentVersion, moment, mode, collector, stepCode };
}

/** Whether two rows are about one question. */
export function sameQuestion(a: AskedQuestion, b: AskedQuestion): boolean {
  return (
    a.serviceId === b.serviceId && a.instrumentCode === b.instrumentCode && a.instrumentVersion === b.instrumentVersion && a.moment === b.moment &&
    a.mode === b.mode && a.collector === b.collector && a.stepCode === b.stepCode && a.procedureId === b.procedureId
  );
}
