import type { UnnestColumn } from "../../database/unnest";
import type { HandOver } from "../domain/hand-over";

/** Where the link of an invitation is on its way. */
export interface HandOverOf extends HandOver {
  readonly serviceId: string;
  readonly id: string;
}

/** The key, and what a hand-over changes. */
export const HAND_OVER_COLUMNS: readonly UnnestColumn<HandOverOf>[] = [
  { name: "service_id", type: "uuid", of: (i) => i.serviceId },
  { name: "id", type: "uuid", of: (i) => i.id },
  { name: "offered_at", type: "timestamptz", of: (i) => i.offeredAt },
  { name: "handed", type: "smallint", of: (i) => i.handed },
  { name: "due_at", type: "timestamptz", of: (i) => i.dueAt },
  { name: "due_kind", type: "text", of: (i) => i.dueKind },
];

/** For `SET`, from rows named `n`. */
export const HAND_OVER_SET = "offered_at = n.offered_at, handed = n.handed, due_at = n.due_at, due_kind = n.due_kind";
