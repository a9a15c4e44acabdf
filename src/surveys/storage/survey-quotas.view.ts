import type { UnitOfWork } from "../../database/unit-of-work";

/** Invitations of a month by service, where the office said how many. */
export async function readSurveyQuotas(unit: UnitOfWork, serviceIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await unit.query<{ serviceId: string; invitations: number }[]>(
    `/* survey-quotas */ SELECT service_id AS "serviceId", invitations FROM survey_quota WHERE service_id = ANY ($1::uuid[])`,
    [serviceIds],
  );
  return new Map(rows.map(({ serviceId, invitations }) => [serviceId, invitations]));
}
