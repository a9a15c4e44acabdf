import type { UnitOfWork } from "../../database/unit-of-work";
import type { Survey } from "../domain/survey";

/** How many survey versions a scope has. */
export async function readSurveyCount(unit: UnitOfWork, { serviceId, agencyId }: Pick<Survey, "serviceId" | "agencyId">): Promise<number> {
  const [row] = await unit.query<{ n: number }[]>(
    "/* survey-count */ SELECT count(*)::integer AS n FROM survey WHERE service_id IS NOT DISTINCT FROM $1::uuid AND agency_id IS NOT DISTINCT FROM $2::uuid",
    [serviceId, agencyId],
  );
  return row?.n ?? 0;
}
