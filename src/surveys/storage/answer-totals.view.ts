import type { UnitOfWork } from "../../database/unit-of-work";
import { OPTION } from "../domain/instrument";
import type { AnswerTotal } from "../surveys.lookup";

/** What a service was answered; of a multiple choice, whether each option was chosen, added up over the answers that say something. */
export async function answerTotals(unit: UnitOfWork, serviceId: string): Promise<readonly AnswerTotal[]> {
  return unit.query<AnswerTotal[]>(
    `/* answer-totals */
     SELECT procedure_id AS "procedureId", instrument_code AS "instrumentCode", instrument_version AS "instrumentVersion", moment, mode, collector, flagged,
       step_code AS "stepCode", score, choice, count(*)::float8 AS n, sum(weight) AS weight, sum(floor(weight * weight / 1000000 + 0.5)) AS "weightSquares"
     FROM (
       SELECT procedure_id, instrument_code, instrument_version, moment, mode, collector, signals <> '{}' AS flagged, step_code, score, choice, floor(1000000 / inclusion_probability + 0.5) AS weight
       FROM answer AS a JOIN response AS r ON r.service_id = a.service_id AND r.id = a.response_id
       WHERE r.service_id = $1 AND num_nonnulls(score, choice) > 0
       UNION ALL
       SELECT procedure_id, instrument_code, instrument_version, moment, mode, collector, signals <> '{}', '${OPTION}' || (point->>'value'), NULL,
         CASE WHEN (point->>'value') = ANY (a.choices) THEN 'YES' ELSE 'NO' END, floor(1000000 / inclusion_probability + 0.5)
       FROM answer AS a JOIN response AS r ON r.service_id = a.service_id AND r.id = a.response_id
         JOIN instrument AS i ON i.code = a.instrument_code AND i.version = a.instrument_version
         CROSS JOIN jsonb_array_elements(i.points) AS point
       WHERE r.service_id = $1 AND a.choices IS NOT NULL
     ) AS said
     GROUP BY procedure_id, instrument_code, instrument_version, moment, mode, collector, flagged, step_code, score, choice
     ORDER BY procedure_id, instrument_code, instrument_version, moment, mode, collector, flagged, step_code, score, choice`,
    [serviceId],
  );
}
