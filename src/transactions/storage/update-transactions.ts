import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import { CHANGING_COLUMNS, TRANSACTION_COLUMNS, type WrittenTransaction } from "./transaction-columns";

/**
 * Writes transactions that are there and locked. As an insert that always conflicts, because a distributed PostgreSQL
 * takes rows of a client in an INSERT … SELECT and not in an UPDATE … FROM.
 */
export async function updateTransactions(unit: UnitOfWork, rows: readonly WrittenTransaction[]): Promise<void> {
  await unit.query(UPDATE, unnestParameters(TRANSACTION_COLUMNS, rows));
}

const UPDATE = `/* update-transactions */
  INSERT INTO transaction (${columnNames(TRANSACTION_COLUMNS)})
  SELECT * FROM ${unnestOf(TRANSACTION_COLUMNS)}
  ON CONFLICT (service_id, id) DO UPDATE SET ${CHANGING_COLUMNS.map(({ name }) => `${name} = excluded.${name}`).join(", ")}`;
