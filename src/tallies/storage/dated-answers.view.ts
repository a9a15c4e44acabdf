import type { UnitOfWork } from "../../database/unit-of-work";
import type { DatedAnswerCount, TallyQuery } from "../tallies.lookup";
import { SCORES } from "./released-tables";

/** Released ratings of whole services, batch day by batch day. */
export async function datedAnswers(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly DatedAnswerCount[]> {
  return unit.query<DatedAnswerCount[]>(
    `/* dated-answers */
     SELECT service_id AS "serviceId", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion", moment, mode, collector,
       day::text AS day, min(first_day)::text AS "firstDay", max(last_day)::text AS "lastDay",
       ARRAY[${SCORES.map((score) => `sum(n${String(score)})::float8`).join(", ")}] AS counts
     FROM answer_tally
     WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date AND step_code = ''
     GROUP BY service_id, instrument_code, instrument_version, moment, mode, collector, answer_tally.day
     ORDER BY service_id, instrument_code, instrument_version, moment, mode, collector, answer_tally.day`,
    [query.serviceIds, query.period.from, query.period.to],
  );
}
