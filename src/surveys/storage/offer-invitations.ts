import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import { HAND_OVER_COLUMNS, HAND_OVER_SET, type HandOverOf } from "./hand-over-columns";

/** Keeps that links left the house with the answer to a call; one that had left before stays as it was. */
export async function offerInvitations(unit: UnitOfWork, invitations: readonly HandOverOf[]): Promise<void> {
  if (invitations.length > 0) await unit.query(OFFER, unnestParameters(HAND_OVER_COLUMNS, invitations));
}

const OFFER = `/* offer-invitations */
  UPDATE invitation AS i
  SET ${HAND_OVER_SET}
  FROM ${unnestOf(HAND_OVER_COLUMNS)} AS n (${columnNames(HAND_OVER_COLUMNS)})
  WHERE i.service_id = n.service_id AND i.id = n.id AND i.offered_at IS NULL`;
