import type { UnitOfWork } from "../../database/unit-of-work";

/** Deletes the comments of a service's answers of this day and earlier; answers how many. */
export async function forgetComments(unit: UnitOfWork, serviceId: string, day: string): Promise<number> {
  const [, deleted] = await unit.query<[unknown[], number]>(FORGET, [serviceId, day]);
  return deleted;
}

const FORGET = `/* forget-comments */
  DELETE FROM comment AS c USING response AS r
  WHERE c.service_id = $1 AND r.service_id = $1 AND r.id = c.response_id AND r.day <= $2`;
