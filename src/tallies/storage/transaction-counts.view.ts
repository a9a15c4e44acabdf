import type { UnitOfWork } from "../../database/unit-of-work";
import { TRANSACTION_TALLY } from "../domain/tally";
import type { TallyQuery, TransactionCount } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** Transactions by service and outcome. */
export async function transactionCounts(unit: UnitOfWork, query: TallyQuery): Promise<readonly TransactionCount[]> {
  const counted = countedRows(TRANSACTION_TALLY, ["service_id", "outcome", "n", "withdrawn_before_government", "with_promise", "promise_kept"], query);
  return unit.query<TransactionCount[]>(
    `/* transaction-counts */
     SELECT service_id AS "serviceId", outcome, sum(n)::float8 AS n, sum(withdrawn_before_government)::float8 AS "withdrawnBeforeGovernment",
       sum(with_promise)::float8 AS "withPromise", sum(promise_kept)::float8 AS "promiseKept"
     FROM ${counted.sql} AS counted
     GROUP BY service_id, outcome
     HAVING sum(n) <> 0
     ORDER BY service_id, outcome`,
    [...counted.parameters],
  );
}
