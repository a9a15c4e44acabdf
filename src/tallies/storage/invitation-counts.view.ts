import type { UnitOfWork } from "../../database/unit-of-work";
import type { InvitationStateCount, TallyQuery } from "../tallies.lookup";

/** People asked, answered and not asked, by service, moment and state. */
export async function invitationCounts(unit: UnitOfWork, query: TallyQuery): Promise<readonly InvitationStateCount[]> {
  return unit.query<InvitationStateCount[]>(
    `/* invitation-counts */
     SELECT service_id AS "serviceId", nullif(moment, '') AS moment, state, sum(n)::float8 AS n
     FROM (
       SELECT service_id, day, moment, channel, segment, state, n FROM invitation_tally
       UNION ALL
       SELECT service_id, day, moment, channel, segment, state, n FROM invitation_delta
     ) AS counted
     WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
       AND ($4::text[] IS NULL OR channel = ANY ($4)) AND ($5::text[] IS NULL OR segment = ANY ($5))
     GROUP BY service_id, moment, state
     HAVING sum(n) <> 0
     ORDER BY service_id, moment, state`,
    [query.serviceIds, query.period.from, query.period.to, query.channels ?? null, query.segments ?? null],
  );
}
