import type { UnitOfWork } from "../../database/unit-of-work";
import type { Tally } from "../domain/tally";
import { tallyTable } from "./tally-table";

/** Removes the counts of days before one from the day grain of a tally. Answers how many rows there were. */
export async function deleteDaysBefore(unit: UnitOfWork, tally: Tally, day: string): Promise<number> {
  const [, removed] = await unit.query<[unknown, number]>(`/* prune-${tally.name}-days */ DELETE FROM ${tallyTable(tally)} WHERE day < $1::date`, [day]);
  return removed;
}
