import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import { TRANSACTION_COLUMNS, type WrittenTransaction } from "./transaction-columns";

export interface OpenedRow {
  readonly service_id: string;
  /** Hexadecimal. */
  readonly reference: string;
  readonly id: string;
  readonly fresh: boolean;
}

/**
 * Finds, inserts and locks in one statement: rows nobody knew are inserted whole, of the others nothing changes but that
 * they are locked (their own values are written again). `rows` must be in key order, so that two batches that meet wait
 * for each other and do not deadlock; each key once.
 */
export async function insertOrLockTransactions(unit: UnitOfWork, rows: readonly WrittenTransaction[]): Promise<readonly OpenedRow[]> {
  return unit.query<OpenedRow[]>(INSERT_OR_LOCK, unnestParameters(TRANSACTION_COLUMNS, rows));
}

const INSERT_OR_LOCK = `/* insert-or-lock-transactions */
  INSERT INTO transaction (${columnNames(TRANSACTION_COLUMNS)})
  SELECT * FROM ${unnestOf(TRANSACTION_COLUMNS)}
  ON CONFLICT (service_id, reference) DO UPDATE SET reference = excluded.reference
  RETURNING service_id, encode(reference, 'hex') AS reference, id, (xmax = 0) AS fresh`;
