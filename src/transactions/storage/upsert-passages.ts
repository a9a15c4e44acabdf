import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import { PASSAGE_COLUMNS, PASSAGE_CONTENT, type WrittenPassage } from "./passage-columns";

/** Passages of transactions that are there and locked: added, or written anew. */
export async function upsertPassages(unit: UnitOfWork, rows: readonly WrittenPassage[]): Promise<void> {
  await unit.query(UPSERT, unnestParameters(PASSAGE_COLUMNS, rows));
}

const UPSERT = `/* upsert-passages */
  INSERT INTO passage (${columnNames(PASSAGE_COLUMNS)})
  SELECT * FROM ${unnestOf(PASSAGE_COLUMNS)}
  ON CONFLICT (service_id, transaction_id, ordinal)
  DO UPDATE SET ${PASSAGE_CONTENT.map(({ name }) => `${name} = excluded.${name}`).join(", ")}`;
