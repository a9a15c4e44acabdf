import type { UnitOfWork } from "../../database/unit-of-work";
import { QUESTION_COLUMNS, SCORES } from "./released-tables";

/**
 * The services of which a batch can be released, because of some question `minimum` answers wait, or cells of a breakdown
 * be closed in a month before `before`. Reads all that waits once: nothing but its own count says whether a batch is full.
 */
export async function releasableServices(unit: UnitOfWork, minimum: number, before: string): Promise<readonly string[]> {
  const rows = await unit.query<{ serviceId: string }[]>(
    `/* releasable-services */
     SELECT service_id AS "serviceId"
     FROM (
       SELECT service_id FROM answer_delta
       GROUP BY service_id, ${QUESTION_COLUMNS.join(", ")}, (score IS NULL)
       HAVING count(*) >= $1
       UNION ALL
       SELECT service_id FROM answer_breakdown_delta
       WHERE state = 'OPEN' AND day < $2::date AND ${SCORES.map((score) => `n${String(score)}`).join(" + ")} >= $1
     ) AS full_questions
     GROUP BY service_id
     ORDER BY service_id`,
    [minimum, before],
  );
  return rows.map((row) => row.serviceId);
}
