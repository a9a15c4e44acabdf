import type { UnitOfWork } from "../../database/unit-of-work";
import { INVITATION_TALLY } from "../domain/tally";
import type { InvitationStateCount, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** People asked, answered and not asked, by service, moment and state. */
export async function invitationCounts(unit: UnitOfWork, query: TallyQuery): Promise<readonly InvitationStateCount[]> {
  const counted = countedRows(INVITATION_TALLY, ["service_id", "moment", "state", "n"], query);
  return unit.query<InvitationStateCount[]>(
    `/* invitation-counts */
     SELECT service_id AS "serviceId", nullif(moment, '') AS moment, state, sum(n)::float8 AS n
     FROM ${counted.sql} AS counted
     GROUP BY service_id, moment, state
     HAVING sum(n) <> 0
     ORDER BY service_id, moment, state`,
    [...counted.parameters],
  );
}
