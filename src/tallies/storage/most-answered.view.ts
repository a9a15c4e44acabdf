import type { UnitOfWork } from "../../database/unit-of-work";
import type { Moment } from "../../surveys/domain/moment";
import type { PlainAnswerQuery } from "../released-answers.lookup";
import type { MostAnswered } from "../tallies.lookup";
import { releasedRows } from "./released-rows";
import { ANSWER_MONTH_TALLY, ANSWER_TALLY, SCORES } from "./released-tables";

const COLUMNS = ["service_id", "step_code", "instrument_code", "instrument_version", "mode", "moment", "collector", ...SCORES.map((score) => `n${String(score)}`)];

/** How many released ratings the best answered question of each service has, for one moment; those that an agency collected itself, and those to its own questions, are left out. */
export async function mostAnswered(unit: UnitOfWork, query: PlainAnswerQuery, moment: Moment): Promise<readonly MostAnswered[]> {
  const kept = releasedRows(ANSWER_TALLY, ANSWER_MONTH_TALLY, COLUMNS, query);
  return unit.query<MostAnswered[]>(
    `/* most-answered */
     SELECT service_id AS "serviceId", max(n)::float8 AS n
     FROM (
       SELECT service_id, sum(${SCORES.map((score) => `n${String(score)}`).join(" + ")}) AS n
       FROM ${kept.sql} AS kept
       WHERE moment = $${String(kept.parameters.length + 1)} AND collector = 'YUSR' AND instrument_code NOT LIKE '%/%'
       GROUP BY service_id, step_code, instrument_code, instrument_version, mode
     ) AS by_question
     GROUP BY service_id`,
    [...kept.parameters, moment],
  );
}
