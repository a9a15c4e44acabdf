import type { UnitOfWork } from "../../database/unit-of-work";

/** How many survey versions a service has (null: national definitions). */
export async function readSurveyCount(unit: UnitOfWork, serviceId: string | null): Promise<number> {
  const [row] = await unit.query<{ n: number }[]>("/* survey-count */ SELECT count(*)::integer AS n FROM survey WHERE service_id IS NOT DISTINCT FROM $1::uuid", [serviceId]);
  return row?.n ?? 0;
}
