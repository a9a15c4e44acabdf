import type { UnitOfWork } from "../../database/unit-of-work";

/** Deletes the paths between responses and transactions that end on this day or earlier; answers how many. */
export async function deleteExpiredLinks(unit: UnitOfWork, day: string): Promise<number> {
  const [, deleted] = await unit.query<[unknown[], number]>("/* delete-expired-links */ DELETE FROM response_link WHERE expires_on <= $1", [day]);
  return deleted;
}
