import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, unnestOf, unnestParameters } from "../../database/unnest";
import { PASSAGE_COLUMNS, type WrittenPassage } from "./passage-columns";

/** Passages of transactions that are new: they cannot be there yet, so nothing is looked for. */
export async function insertPassages(unit: UnitOfWork, rows: readonly WrittenPassage[]): Promise<void> {
  await unit.query(INSERT, unnestParameters(PASSAGE_COLUMNS, rows));
}

const INSERT = `/* insert-passages */
  INSERT INTO passage (${columnNames(PASSAGE_COLUMNS)})
  SELECT * FROM ${unnestOf(PASSAGE_COLUMNS)}`;
