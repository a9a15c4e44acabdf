import type { UnitOfWork } from "../../database/unit-of-work";
import type { Moment } from "../../surveys/domain/moment";
import type { AnswerQuery, PlainAnswerQuery } from "../released-answers.lookup";
import type { StepRatingSums } from "../tallies.lookup";
import { releasedRows } from "./released-rows";
import { ANSWER_MONTH_TALLY, ANSWER_TALLY, SCORES } from "./released-tables";

const sumOf = (times: (score: number) => number): string => `sum(${SCORES.map((score) => `${String(times(score))} * n${String(score)}`).join(" + ")})::float8`;

const COLUMNS = ["service_id", "step_code", "instrument_code", "instrument_version", "mode", "moment", "collector", ...SCORES.map((score) => `n${String(score)}`)];

/** Released ratings of steps by service, step, instrument version and mode, for one moment; those that an agency collected itself are left out. */
export async function stepRatings(
  unit: UnitOfWork,
  query: PlainAnswerQuery & Pick<AnswerQuery, "byProcedure">,
  moment: Moment,
  instruments: readonly string[],
): Promise<readonly StepRatingSums[]> {
  const [column, named] = query.byProcedure === true ? ["procedure_id, ", `procedure_id AS "procedureId", `] : ["", ""];
  const kept = releasedRows(ANSWER_TALLY, ANSWER_MONTH_TALLY, [...COLUMNS, "procedure_id"], query);
  const next = kept.parameters.length + 1;
  return unit.query<StepRatingSums[]>(
    `/* step-ratings */
     SELECT service_id AS "serviceId", step_code AS "stepCode", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion", mode, ${named}
       ${sumOf(() => 1)} AS n, ${sumOf((score) => score)} AS sum, ${sumOf((score) => score * score)} AS squares
     FROM ${kept.sql} AS kept
     WHERE moment = $${String(next)} AND instrument_code = ANY ($${String(next + 1)}::text[]) AND collector = 'YUSR' AND step_code <> ''
     GROUP BY ${column}service_id, step_code, instrument_code, instrument_version, mode`,
    [...kept.parameters, moment, instruments],
  );
}
