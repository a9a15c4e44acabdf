import type { UnitOfWork } from "../../database/unit-of-work";

/** Which of some subjects have a transaction of a service. */
export async function knownSubjects(unit: UnitOfWork, serviceId: string, subjectKeys: readonly string[]): Promise<readonly string[]> {
  const rows = await unit.query<{ subject: string }[]>(KNOWN, [serviceId, subjectKeys]);
  return rows.map(({ subject }) => subject);
}

const KNOWN = `/* known-subjects */
  SELECT DISTINCT subject_key AS subject FROM transaction WHERE service_id = $1 AND subject_key = ANY ($2::text[]) AND NOT withdrawn`;
