import type { UnitOfWork } from "../../database/unit-of-work";
import type { AnswerCount, TallyQuery } from "../tallies.lookup";

const SCORES = Array.from({ length: 11 }, (_, score) => score);
const QUESTION = "service_id, instrument_code, instrument_version, moment, mode, collector, step_code";

/**
 * Released ratings by service and question. Of those that still wait it tells only that there are some, whatever the
 * period: neither how many nor of which day.
 */
export async function answerCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly AnswerCount[]> {
  return unit.query<AnswerCount[]>(
    `/* answer-counts */
     SELECT service_id AS "serviceId", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion",
       moment, mode, collector, nullif(step_code, '') AS "stepCode",
       coalesce(counts, array_fill(0::float8, ARRAY[11])) AS counts, coalesce(waiting, false) AS waiting
     FROM (
       SELECT ${QUESTION}, ARRAY[${SCORES.map((score) => `sum(n${String(score)})::float8`).join(", ")}] AS counts
       FROM answer_tally
       WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
       GROUP BY ${QUESTION}
     ) AS released
     FULL JOIN (
       SELECT DISTINCT ${QUESTION}, true AS waiting FROM answer_delta WHERE service_id = ANY ($1::uuid[]) AND score IS NOT NULL
     ) AS held USING (${QUESTION})
     ORDER BY ${QUESTION}`,
    [query.serviceIds, query.period.from, query.period.to],
  );
}
