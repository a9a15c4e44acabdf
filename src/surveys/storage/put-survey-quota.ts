import type { UnitOfWork } from "../../database/unit-of-work";

/** Sets how many people a service may ask in a month. */
export async function putSurveyQuota(unit: UnitOfWork, serviceId: string, invitations: number, now: Date): Promise<void> {
  await unit.query(PUT, [serviceId, invitations, now]);
}

const PUT = `/* put-survey-quota */
  INSERT INTO survey_quota (service_id, invitations, set_at) VALUES ($1, $2, $3)
  ON CONFLICT (service_id) DO UPDATE SET invitations = excluded.invitations, set_at = excluded.set_at`;
