import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";
import type { TallySeal } from "../domain/tally-seal";

const COLUMNS: readonly UnnestColumn<TallySeal>[] = [
  { name: "service_id", type: "uuid", of: (seal) => seal.serviceId },
  { name: "tally", type: "text", of: (seal) => seal.tally },
  { name: "grain", type: "text", of: (seal) => seal.grain },
  { name: "month", type: "date", of: (seal) => seal.month },
  { name: "checksum", type: "bigint", of: (seal) => String(seal.checksum) },
];

/** Adds checksums to those that are there. */
export async function addTallySeals(unit: UnitOfWork, seals: readonly TallySeal[]): Promise<void> {
  if (seals.length > 0) await unit.query(ADD, unnestParameters(COLUMNS, seals));
}

const ADD = `/* add-tally-seals */
  INSERT INTO tally_seal AS kept (${columnNames(COLUMNS)})
  SELECT ${columnNames(COLUMNS)} FROM ${unnestOf(COLUMNS)} AS added (${columnNames(COLUMNS)})
  ON CONFLICT (service_id, tally, grain, month) DO UPDATE
  SET checksum = ((kept.checksum::numeric + excluded.checksum) % 9223372036854775808)::bigint`;
