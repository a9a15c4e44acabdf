import type { UnitOfWork } from "../../database/unit-of-work";

/** Services with at least one question to which at least `minimum` answers wait. */
export async function releasableServices(unit: UnitOfWork, minimum: number): Promise<readonly string[]> {
  const rows = await unit.query<{ serviceId: string }[]>(
    `/* releasable-services */
     SELECT DISTINCT service_id AS "serviceId"
     FROM (
       SELECT service_id FROM answer_delta
       GROUP BY service_id, instrument_code, instrument_version, moment, mode, collector, step_code, (score IS NULL)
       HAVING count(*) >= $1
     ) AS full_questions
     ORDER BY service_id`,
    [minimum],
  );
  return rows.map((row) => row.serviceId);
}
