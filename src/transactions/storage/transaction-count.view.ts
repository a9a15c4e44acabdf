import type { UnitOfWork } from "../../database/unit-of-work";

/** How many transactions some services have. */
export async function transactionCount(unit: UnitOfWork, serviceIds: readonly string[]): Promise<number> {
  const [row] = await unit.query<{ n: number }[]>(COUNT, [serviceIds]);
  return row?.n ?? 0;
}

const COUNT = `/* transaction-count */ SELECT count(*)::float8 AS n FROM transaction WHERE service_id = ANY ($1::uuid[])`;
