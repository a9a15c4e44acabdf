import type { UnitOfWork } from "../../database/unit-of-work";
import { addDays } from "../../shared/local-day";
import { EVER } from "../domain/fact-counts";
import { TRANSACTION_TALLY } from "../domain/tally";
import type { OpenSince, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** Services with transactions in flight, by the month in which the oldest started: from the coarsest counts, so that thousands of services may be asked about. */
export async function openMonths(unit: UnitOfWork, query: Omit<TallyQuery, "period">, today: string): Promise<readonly OpenSince[]> {
  const counted = countedRows(TRANSACTION_TALLY, ["service_id", "day", "n"], { ...query, period: { from: EVER.from, to: addDays(today, 1) } }, { outcome: ["IN_FLIGHT"] });
  return unit.query<OpenSince[]>(
    `/* open-months */
     SELECT service_id AS "serviceId", min(month)::text AS month, sum(n)::float8 AS n
     FROM (
       SELECT service_id, date_trunc('month', day::timestamp)::date AS month, sum(n) AS n
       FROM ${counted.sql} AS counted
       GROUP BY service_id, date_trunc('month', day::timestamp) HAVING sum(n) <> 0
     ) AS by_month
     GROUP BY service_id`,
    [...counted.parameters],
  );
}
