import type { UnitOfWork } from "../../database/unit-of-work";
import type { TallyQuery, TransactionCount } from "../tallies.lookup";

/** Transactions by service and outcome. */
export async function transactionCounts(unit: UnitOfWork, query: TallyQuery): Promise<readonly TransactionCount[]> {
  return unit.query<TransactionCount[]>(
    `/* transaction-counts */
     SELECT service_id AS "serviceId", outcome, sum(n)::float8 AS n, sum(withdrawn_before_government)::float8 AS "withdrawnBeforeGovernment"
     FROM (
       SELECT service_id, day, channel, segment, outcome, n, withdrawn_before_government FROM transaction_tally
       UNION ALL
       SELECT service_id, day, channel, segment, outcome, n, withdrawn_before_government FROM transaction_delta
     ) AS counted
     WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
       AND ($4::text[] IS NULL OR channel = ANY ($4)) AND ($5::text[] IS NULL OR segment = ANY ($5))
     GROUP BY service_id, outcome
     HAVING sum(n) <> 0
     ORDER BY service_id, outcome`,
    [query.serviceIds, query.period.from, query.period.to, query.channels ?? null, query.segments ?? null],
  );
}
