import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters, type UnnestColumn } from "../../database/unnest";
import type { Delivery } from "../domain/hand-over";
import { HAND_OVER_COLUMNS, HAND_OVER_SET, type HandOverOf } from "./hand-over-columns";

/** What is known of a message from now on. */
export interface KeptDelivery extends HandOverOf {
  readonly delivery: Delivery;
}

const COLUMNS: readonly UnnestColumn<KeptDelivery>[] = [...HAND_OVER_COLUMNS, { name: "delivery", type: "text", of: (kept) => kept.delivery }];

/** Writes what is known of messages whose invitations this unit of work has locked. */
export async function keepDeliveries(unit: UnitOfWork, deliveries: readonly KeptDelivery[]): Promise<void> {
  if (deliveries.length > 0) await unit.query(KEEP, unnestParameters(COLUMNS, deliveries));
}

const KEEP = `/* keep-deliveries */
  UPDATE invitation AS i
  SET ${HAND_OVER_SET}, delivery = n.delivery
  FROM ${unnestOf(COLUMNS)} AS n (${columnNames(COLUMNS)})
  WHERE i.service_id = n.service_id AND i.id = n.id`;
