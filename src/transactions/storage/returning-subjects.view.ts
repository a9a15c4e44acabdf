import type { UnitOfWork } from "../../database/unit-of-work";

/** Subjects of a service with more than one transaction that was not withdrawn, in key order, those after one. */
export async function returningSubjects(unit: UnitOfWork, serviceId: string, after: string, limit: number): Promise<readonly string[]> {
  const rows = await unit.query<{ subject: string }[]>(SUBJECTS, [serviceId, after, limit]);
  return rows.map(({ subject }) => subject);
}

const SUBJECTS = `/* returning-subjects */
  SELECT subject_key AS subject FROM transaction
  WHERE service_id = $1 AND subject_key > $2 AND NOT withdrawn
  GROUP BY subject_key HAVING count(*) > 1
  ORDER BY subject_key LIMIT $3`;
