import type { UnitOfWork } from "../../database/unit-of-work";

/** How many records there are of somebody who was asked or opted out. */
export async function contactCount(unit: UnitOfWork): Promise<number> {
  const [row] = await unit.query<{ n: number }[]>("/* contact-count */ SELECT count(*)::float8 AS n FROM contact");
  return row?.n ?? 0;
}
