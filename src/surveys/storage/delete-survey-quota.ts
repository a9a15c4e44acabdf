import type { UnitOfWork } from "../../database/unit-of-work";

/** Leaves a service the quota of the method again. */
export async function deleteSurveyQuota(unit: UnitOfWork, serviceId: string): Promise<void> {
  await unit.query("/* delete-survey-quota */ DELETE FROM survey_quota WHERE service_id = $1", [serviceId]);
}
