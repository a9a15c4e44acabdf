import type { UnitOfWork } from "../../database/unit-of-work";
import { TRANSACTION_TALLY } from "../domain/tally";
import type { TallyQuery, TransactionMixCount } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** Transactions by service, outcome and one circumstance. */
export async function transactionMix(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">, by: "channel" | "segment" | "language"): Promise<readonly TransactionMixCount[]> {
  const counted = countedRows(TRANSACTION_TALLY, ["service_id", "outcome", by, "n"], query);
  return unit.query<TransactionMixCount[]>(
    `/* transaction-mix */
     SELECT service_id AS "serviceId", outcome, nullif(${by}, '') AS value, sum(n)::float8 AS n
     FROM ${counted.sql} AS counted
     GROUP BY service_id, outcome, ${by}
     HAVING sum(n) <> 0
     ORDER BY service_id, outcome, ${by}`,
    [...counted.parameters],
  );
}
