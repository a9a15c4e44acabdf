import type { UnitOfWork } from "../../database/unit-of-work";
import type { LatestDay, TallyQuery } from "../tallies.lookup";

/** The last day of the period on which anything happened, of each service; days are kept as long as edges are counted by them. */
export async function latestDays(unit: UnitOfWork, { serviceIds, period: { from, to } }: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly LatestDay[]> {
  return unit.query<LatestDay[]>(LATEST_DAYS, [serviceIds, from, to]);
}

// Every start, every going on and every end is an edge, and edges are told apart by neither channel nor segment.
const LATEST_DAYS = `/* latest-days */
  SELECT service_id AS "serviceId", max(day)::text AS day
  FROM (
    SELECT service_id, day
    FROM (
      SELECT service_id, day, n FROM edge_tally WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
      UNION ALL
      SELECT service_id, day, n FROM edge_delta WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
    ) AS counted
    GROUP BY service_id, day
    HAVING sum(n) > 0
  ) AS busy
  GROUP BY service_id
  ORDER BY service_id`;
