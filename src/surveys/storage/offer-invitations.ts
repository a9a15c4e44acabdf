import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { HandOver } from "../domain/hand-over";

/** An invitation that leaves the house for the first time. */
export interface Offered extends HandOver {
  readonly serviceId: string;
  readonly id: string;
}

const COLUMNS: readonly UnnestColumn<Offered>[] = [
  { name: "service_id", type: "uuid", of: (i) => i.serviceId },
  { name: "id", type: "uuid", of: (i) => i.id },
  { name: "offered_at", type: "timestamptz", of: (i) => i.offeredAt },
  { name: "handed", type: "smallint", of: (i) => i.handed },
  { name: "due_at", type: "timestamptz", of: (i) => i.dueAt },
  { name: "due_kind", type: "text", of: (i) => i.dueKind },
];

/** Keeps that links left the house with the answer to a call; one that had left before stays as it was. */
export async function offerInvitations(unit: UnitOfWork, invitations: readonly Offered[]): Promise<void> {
  if (invitations.length > 0) await unit.query(OFFER, unnestParameters(COLUMNS, invitations));
}

const OFFER = `/* offer-invitations */
  UPDATE invitation AS i
  SET offered_at = n.offered_at, handed = n.handed, due_at = n.due_at, due_kind = n.due_kind
  FROM ${unnestOf(COLUMNS)} AS n (${columnNames(COLUMNS)})
  WHERE i.service_id = n.service_id AND i.id = n.id AND i.offered_at IS NULL`;
