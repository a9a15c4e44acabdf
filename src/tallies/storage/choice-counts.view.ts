import type { UnitOfWork } from "../../database/unit-of-work";
import type { ChoiceCount, TallyQuery } from "../tallies.lookup";

const QUESTION = "service_id, instrument_code, instrument_version, moment, mode, collector, step_code";

/** Released choices by service and question; of those that still wait, only that there are some. */
export async function choiceCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly ChoiceCount[]> {
  const rows = await unit.query<(Omit<ChoiceCount, "counts"> & { readonly choices: readonly string[]; readonly found: readonly number[] })[]>(
    `/* choice-counts */
     SELECT service_id AS "serviceId", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion",
       moment, mode, collector, nullif(step_code, '') AS "stepCode",
       coalesce(choices, '{}') AS choices, coalesce(found, '{}') AS found, coalesce(waiting, false) AS waiting
     FROM (
       SELECT ${QUESTION}, array_agg(choice ORDER BY choice) AS choices, array_agg(n ORDER BY choice) AS found
       FROM (
         SELECT ${QUESTION}, choice, sum(n)::float8 AS n
         FROM choice_tally
         WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
         GROUP BY ${QUESTION}, choice
       ) AS per_choice
       GROUP BY ${QUESTION}
     ) AS released
     FULL JOIN (
       SELECT DISTINCT ${QUESTION}, true AS waiting FROM answer_delta WHERE service_id = ANY ($1::uuid[]) AND choice IS NOT NULL
     ) AS held USING (${QUESTION})
     ORDER BY ${QUESTION}`,
    [query.serviceIds, query.period.from, query.period.to],
  );
  return rows.map(({ choices, found, ...question }) => ({ ...question, counts: new Map(choices.map((choice, i) => [choice, found[i] ?? 0])) }));
}
