import type { UnitOfWork } from "../../database/unit-of-work";
import { keptDaysFrom } from "../domain/kept-days";
import { TRANSACTION_TALLY } from "../domain/tally";
import type { OpenTransactionCount, TallyQuery } from "../tallies.lookup";
import { deltaTable, tallyTable } from "./tally-table";

const ROWS = `service_id = ANY ($1::uuid[]) AND outcome = 'IN_FLIGHT' AND ($2::text[] IS NULL OR channel = ANY ($2)) AND ($3::text[] IS NULL OR segment = ANY ($3))
         AND ($4::uuid[] IS NULL OR procedure_id = ANY ($4))`;

/**
 * Transactions in flight by service, however long ago they started. Of days no longer kept one by one the month is counted,
 * also of what was added since the fold: else what ended would not cancel what had started.
 */
export async function openTransactions(unit: UnitOfWork, query: Omit<TallyQuery, "period">, today: string): Promise<readonly OpenTransactionCount[]> {
  return unit.query<OpenTransactionCount[]>(
    `/* open-transactions */
     SELECT service_id AS "serviceId", sum(n)::float8 AS n, min(day)::text AS oldest,
       coalesce(sum(n) FILTER (WHERE day < $6::date - 30), 0)::float8 AS "over30Days", coalesce(sum(n) FILTER (WHERE day < $6::date - 90), 0)::float8 AS "over90Days"
     FROM (
       SELECT service_id, day, sum(n) AS n
       FROM (
         SELECT service_id, day, n FROM ${tallyTable(TRANSACTION_TALLY)} WHERE ${ROWS} AND day >= $5::date
         UNION ALL
         SELECT service_id, day, n FROM ${tallyTable(TRANSACTION_TALLY, "MONTH")} WHERE ${ROWS} AND day < $5::date
         UNION ALL
         SELECT service_id, CASE WHEN day < $5::date THEN date_trunc('month', day::timestamp)::date ELSE day END, n FROM ${deltaTable(TRANSACTION_TALLY)} WHERE ${ROWS}
       ) AS counted
       GROUP BY service_id, day HAVING sum(n) <> 0
     ) AS by_day
     GROUP BY service_id
     ORDER BY service_id`,
    [query.serviceIds, query.channels ?? null, query.segments ?? null, query.procedureIds ?? null, keptDaysFrom(today), today],
  );
}
