import type { Turn } from "../../catalogue/domain/turn";
import type { UnitOfWork } from "../../database/unit-of-work";
import { DURATION_TALLY } from "../domain/tally";
import type { StepQuery, StepTime } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** All the time spent in, or waited for, each step of each service, by the clock. */
export async function stepTimes(unit: UnitOfWork, query: StepQuery, kind: "SERVICE" | "WAITING", turns?: readonly Turn[]): Promise<readonly StepTime[]> {
  const key = ["service_id", "step_code", ...(query.byProcedure === true ? ["procedure_id"] : [])];
  const counted = countedRows(DURATION_TALLY, [...key, "n", "total_ms"], query, { kind: [kind], calendar: ["CLOCK"], turn: turns });
  return unit.query<StepTime[]>(
    `/* step-times */
     SELECT service_id AS "serviceId", step_code AS "stepCode",${query.byProcedure === true ? ` procedure_id AS "procedureId",` : ""} sum(total_ms)::float8 AS "totalMs", sum(n)::float8 AS n
     FROM ${counted.sql} AS counted
     GROUP BY ${key.join(", ")}
     HAVING sum(n) <> 0`,
    [...counted.parameters],
  );
}
