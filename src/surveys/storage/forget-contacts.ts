import type { UnitOfWork } from "../../database/unit-of-work";

/** Deletes who may be asked again and did not opt out; answers how many. */
export async function forgetContacts(unit: UnitOfWork, now: Date): Promise<number> {
  const [, deleted] = await unit.query<[unknown[], number]>("/* forget-contacts */ DELETE FROM contact WHERE forget_at <= $1", [now]);
  return deleted;
}
