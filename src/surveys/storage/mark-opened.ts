import type { Condition } from "../../database/insertions";

/** Marks an invitation as opened, once: of any number at the same time one succeeds. */
export function markOpened({ serviceId, id }: { readonly serviceId: string; readonly id: string }): Condition {
  return { statement: MARK_OPENED, parameters: [serviceId, id] };
}

const MARK_OPENED = `
  UPDATE invitation SET opened = true
  WHERE service_id = $1::uuid AND id = $2::uuid AND state = 'OPEN' AND NOT opened
  RETURNING id`;
