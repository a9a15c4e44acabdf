import type { UnitOfWork } from "../../database/unit-of-work";
import { INVITATION_TALLY } from "../domain/tally";
import type { LinkMonthCount, LinkMonthsQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

const STATES = ["INVITED", "DELIVERED", "OPENED", "ANSWERED", "ANSWERED_AGENCY"];

/** Links on their way to an answer, by service, month, state and perhaps one circumstance of the transaction. */
export async function linkMonths(unit: UnitOfWork, { serviceIds, months: period, moment, by }: LinkMonthsQuery): Promise<readonly LinkMonthCount[]> {
  const counted = countedRows(INVITATION_TALLY, ["service_id", "day", "state", ...(by === undefined ? [] : [by]), "n"], { serviceIds, period }, { state: STATES, moment: [moment] });
  return unit.query<LinkMonthCount[]>(
    `/* link-months */
     SELECT service_id AS "serviceId", date_trunc('month', day)::date::text AS month, state, ${by === undefined ? "NULL" : `nullif(${by}, '')`} AS value, sum(n)::float8 AS n
     FROM ${counted.sql} AS counted
     GROUP BY service_id, date_trunc('month', day), state${by === undefined ? "" : `, ${by}`}
     HAVING sum(n) <> 0
     ORDER BY 1, 2, 4, 3`,
    [...counted.parameters],
  );
}
