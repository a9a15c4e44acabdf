import type { UnitOfWork } from "../../database/unit-of-work";
import type { DatedAnswersQuery } from "../released-answers.lookup";
import type { DatedAnswerCount } from "../tallies.lookup";
import { releasedDays, releasedRows } from "./released-rows";
import { ANSWER_MONTH_TALLY, ANSWER_TALLY, SCORES } from "./released-tables";

const KEY = "service_id, instrument_code, instrument_version, moment, mode, collector, day";
const COLUMNS = [KEY, "step_code", "first_day", "last_day", ...SCORES.map((score) => `n${String(score)}`)];

/** Released ratings of whole services, or of one step, day by day; by month, whole months of the period stand under their first day. */
export async function datedAnswers(unit: UnitOfWork, query: DatedAnswersQuery, grain: "DAY" | "MONTH", stepCode: string): Promise<readonly DatedAnswerCount[]> {
  const kept = grain === "DAY" ? releasedDays(ANSWER_TALLY, COLUMNS, query) : releasedRows(ANSWER_TALLY, ANSWER_MONTH_TALLY, COLUMNS, query);
  return unit.query<DatedAnswerCount[]>(
    `/* dated-answers */
     SELECT service_id AS "serviceId", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion", moment, mode, collector,
       kept.day::text AS day, min(first_day)::text AS "firstDay", max(last_day)::text AS "lastDay",
       ARRAY[${SCORES.map((score) => `sum(n${String(score)})::float8`).join(", ")}] AS counts
     FROM ${kept.sql} AS kept
     WHERE step_code = $${String(kept.parameters.length + 1)} AND ($${String(kept.parameters.length + 2)}::text[] IS NULL OR instrument_code = ANY ($${String(kept.parameters.length + 2)}))
     GROUP BY service_id, instrument_code, instrument_version, moment, mode, collector, kept.day
     ORDER BY service_id, instrument_code, instrument_version, moment, mode, collector, kept.day`,
    [...kept.parameters, stepCode, query.instruments ?? null],
  );
}
