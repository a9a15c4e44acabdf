import type { UnitOfWork } from "../../database/unit-of-work";
import type { AskingCount } from "../../surveys/ports/asking-counts";
import { INVITATION_TALLY } from "../domain/tally";
import type { TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

const STATES = ["INVITED", "NOT_SAMPLED", "RECENTLY_ASKED", "QUOTA_FULL", "OPTED_OUT"];

/** People whom a survey might have asked, by service, moment, outcome and what was decided; by days, so that the first is known. */
export async function askingCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly AskingCount[]> {
  const counted = countedRows(INVITATION_TALLY, ["service_id", "moment", "outcome", "state", "day", "n"], query, { state: STATES }, "DAY");
  return unit.query<AskingCount[]>(
    `/* asking-counts */
     SELECT service_id AS "serviceId", moment, outcome, state, sum(n)::float8 AS n, min(day)::text AS since
     FROM ${counted.sql} AS counted
     WHERE moment <> ''
     GROUP BY service_id, moment, outcome, state
     HAVING sum(n) > 0
     ORDER BY service_id, moment, outcome, state`,
    [...counted.parameters],
  );
}
