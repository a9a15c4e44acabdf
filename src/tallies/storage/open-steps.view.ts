import type { UnitOfWork } from "../../database/unit-of-work";
import { PASSAGE_TALLY } from "../domain/tally";
import type { OpenStepCount, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** Transaction-steps that were reached and have no fate, by service, step and the day (in whole months: the first of the month) they were reached. */
export async function openSteps(unit: UnitOfWork, query: TallyQuery, grain?: "DAY"): Promise<readonly OpenStepCount[]> {
  const counted = countedRows(PASSAGE_TALLY, ["service_id", "step_code", "day", "reached", "proceeded", "abandoned"], query, {}, grain);
  return unit.query<OpenStepCount[]>(
    `/* open-steps */
     SELECT service_id AS "serviceId", step_code AS "stepCode", day::text AS day, sum(reached - proceeded - abandoned)::float8 AS n
     FROM ${counted.sql} AS counted
     GROUP BY service_id, step_code, day
     HAVING sum(reached - proceeded - abandoned) <> 0
     ORDER BY service_id, step_code, day`,
    [...counted.parameters],
  );
}
