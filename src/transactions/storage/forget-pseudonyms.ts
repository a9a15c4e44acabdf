import type { UnitOfWork } from "../../database/unit-of-work";

/** A page of a service's transactions between two ids, in order, and which of them name anybody. */
export function namedTransactions(unit: UnitOfWork, serviceId: string, after: string, before: string, limit: number): Promise<readonly { readonly id: string; readonly named: boolean }[]> {
  return unit.query(NAMED, [serviceId, after, before, limit]);
}

const NAMED = `/* named-transactions */
  SELECT id, subject_key IS NOT NULL OR operator_key IS NOT NULL AS named FROM transaction
  WHERE service_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4`;

/** Takes the pseudonyms off transactions of one service, which must be locked. */
export async function forgetPseudonyms(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<void> {
  await unit.query("/* forget-pseudonyms */ UPDATE transaction SET subject_key = NULL, operator_key = NULL WHERE service_id = $1 AND id = ANY ($2::uuid[])", [serviceId, ids]);
}
