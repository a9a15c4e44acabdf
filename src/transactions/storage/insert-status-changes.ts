import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";
import type { StatusChange } from "../domain/status-history";

export interface WrittenStatusChange {
  readonly serviceId: string;
  readonly transactionId: string;
  readonly change: StatusChange;
  readonly now: Date;
}

const COLUMNS: readonly UnnestColumn<WrittenStatusChange>[] = [
  { name: "service_id", type: "uuid", of: ({ serviceId }) => serviceId },
  { name: "transaction_id", type: "uuid", of: ({ transactionId }) => transactionId },
  { name: "at", type: "timestamptz", of: ({ change }) => change.at },
  { name: "status", type: "text", of: ({ change }) => change.status },
  { name: "sequence", type: "integer", of: ({ change }) => change.sequence },
  { name: "started_at", type: "timestamptz", of: ({ change }) => change.startedAt },
  { name: "channel", type: "text", of: ({ change }) => change.channel },
  { name: "recorded_at", type: "timestamptz", of: ({ now }) => now },
];

/** Adds changes of transactions that are there and locked, none of which is stored yet. */
export async function insertStatusChanges(unit: UnitOfWork, rows: readonly WrittenStatusChange[]): Promise<void> {
  if (rows.length > 0) await unit.query(INSERT, unnestParameters(COLUMNS, rows));
}

const INSERT = `/* insert-status-changes */
  INSERT INTO status_change (${columnNames(COLUMNS)})
  SELECT * FROM ${unnestOf(COLUMNS)}`;
