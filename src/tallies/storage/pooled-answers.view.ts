import type { UnitOfWork } from "../../database/unit-of-work";
import type { PlainAnswerQuery } from "../released-answers.lookup";
import type { DatedAnswerCount } from "../tallies.lookup";
import { releasedDays, releasedRows } from "./released-rows";
import { ANSWER_MONTH_TALLY, ANSWER_TALLY, SCORES } from "./released-tables";

const KEY = "instrument_code, instrument_version, moment, mode, collector";
const COLUMNS = [KEY, "day", "step_code", "first_day", "last_day", ...SCORES.map((score) => `n${String(score)}`)];

/** Released ratings of whole services, added up over the services, day by day or month by month as `dated-answers` has them. */
export async function pooledAnswers(unit: UnitOfWork, query: PlainAnswerQuery, grain: "DAY" | "MONTH"): Promise<readonly Omit<DatedAnswerCount, "serviceId">[]> {
  const kept = grain === "DAY" ? releasedDays(ANSWER_TALLY, COLUMNS, query) : releasedRows(ANSWER_TALLY, ANSWER_MONTH_TALLY, COLUMNS, query);
  return unit.query<Omit<DatedAnswerCount, "serviceId">[]>(
    `/* pooled-answers */
     SELECT instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion", moment, mode, collector,
       kept.day::text AS day, min(first_day)::text AS "firstDay", max(last_day)::text AS "lastDay",
       ARRAY[${SCORES.map((score) => `sum(n${String(score)})::float8`).join(", ")}] AS counts
     FROM ${kept.sql} AS kept
     WHERE step_code = ''
     GROUP BY ${KEY}, kept.day
     ORDER BY ${KEY}, kept.day`,
    [...kept.parameters],
  );
}
