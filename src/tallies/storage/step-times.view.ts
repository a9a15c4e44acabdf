import type { UnitOfWork } from "../../database/unit-of-work";
import { DURATION_TALLY } from "../domain/tally";
import type { StepTime, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** All the time spent in, or waited for, each step of each service, by the clock. */
export async function stepTimes(unit: UnitOfWork, query: TallyQuery, kind: "SERVICE" | "WAITING"): Promise<readonly StepTime[]> {
  const counted = countedRows(DURATION_TALLY, ["service_id", "step_code", "n", "total_ms"], query, { kind: [kind], calendar: ["CLOCK"] });
  return unit.query<StepTime[]>(
    `/* step-times */
     SELECT service_id AS "serviceId", step_code AS "stepCode", sum(total_ms)::float8 AS "totalMs", sum(n)::float8 AS n
     FROM ${counted.sql} AS counted
     GROUP BY service_id, step_code
     HAVING sum(n) <> 0`,
    [...counted.parameters],
  );
}
