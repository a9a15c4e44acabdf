import type { UnitOfWork } from "../../database/unit-of-work";
import type { CountedInvitations } from "../domain/counted-invitations";

/** People of a service by the cell and the state they are counted in. Of withdrawn transactions only who answered counts. */
export async function readInvitationCounts(unit: UnitOfWork, serviceId: string, withdrawn: readonly string[]): Promise<readonly CountedInvitations[]> {
  return unit.query<CountedInvitations[]>(COUNTS, [serviceId, withdrawn]);
}

const CELL = "service_id, day, survey_id, moment, channel, segment, language, outcome";

const COUNTS = `/* invitation-counts-anew */
  SELECT service_id AS "serviceId", day::text, survey_id AS "surveyId", moment, channel, segment, language, outcome, state, count(*)::float8 AS n
  FROM (
    SELECT ${CELL}, state FROM survey_decision
    WHERE service_id = $1 AND state <> 'INVITED' AND transaction_id <> ALL ($2::uuid[])
    UNION ALL
    SELECT ${CELL}, counted_as FROM invitation CROSS JOIN LATERAL (VALUES
      ('INVITED', NOT panel), ('INVITED_PANEL', panel), ('DELIVERED', NOT panel AND delivery = 'DELIVERED'), ('OPENED', NOT panel AND opened), ('ANSWERED', collector = 'YUSR' AND NOT partial), ('PARTIAL', collector = 'YUSR' AND partial), ('ANSWERED_' || collector, collector <> 'YUSR')
    ) AS way (counted_as, so)
    WHERE service_id = $1 AND so AND (invitation.state IN ('ANSWERED', 'OPTED_OUT') OR transaction_id <> ALL ($2::uuid[]))
    UNION ALL
    SELECT ${CELL}, 'ANSWERED_UNLINKED' FROM response
    WHERE service_id = $1 AND collector = 'UNLINKED'
  ) AS counted
  GROUP BY ${CELL}, state`;
