import type { UnitOfWork } from "../../database/unit-of-work";

/** Which of some transactions were ever decided about. Both lists go together, place by place. */
export async function readDecided(unit: UnitOfWork, transactions: readonly { readonly serviceId: string; readonly id: string }[]): Promise<ReadonlySet<string>> {
  const rows = await unit.query<{ id: string }[]>(DECIDED, [transactions.map(({ serviceId }) => serviceId), transactions.map(({ id }) => id)]);
  return new Set(rows.map(({ id }) => id));
}

const DECIDED = `/* decided-transactions */
  SELECT transaction_id AS id FROM survey_decision
  WHERE (service_id, transaction_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))`;
