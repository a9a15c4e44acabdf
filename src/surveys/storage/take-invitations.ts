import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import { HAND_OVER_COLUMNS, HAND_OVER_SET, type HandOverOf } from "./hand-over-columns";

/**
 * Hands links over, each to whoever comes first: of any number who ask at the same time one gets it. Answers the ids of
 * those that were won.
 */
export async function takeInvitations(unit: UnitOfWork, taken: readonly HandOverOf[], now: Date): Promise<ReadonlySet<string>> {
  if (taken.length === 0) return new Set();
  const [rows] = await unit.query<[{ id: string }[], number]>(TAKE, [...unnestParameters(HAND_OVER_COLUMNS, taken), now]);
  return new Set(rows.map(({ id }) => id));
}

/** Whoever took it meanwhile has handed it over once more, so the number tells; a report may have put it off. */
const TAKE = `/* take-invitations */
  UPDATE invitation AS i
  SET ${HAND_OVER_SET}
  FROM ${unnestOf(HAND_OVER_COLUMNS)} AS n (${columnNames(HAND_OVER_COLUMNS)})
  WHERE i.service_id = n.service_id AND i.id = n.id AND i.state = 'OPEN' AND i.handed = n.handed - 1 AND i.due_at <= $${String(HAND_OVER_COLUMNS.length + 1)}::timestamptz
  RETURNING i.id`;
