import type { UnitOfWork } from "../../database/unit-of-work";
import { DURATION_TALLY } from "../domain/tally";
import type { HeldTime, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

const sumOf = (column: string, kind: string, calendar: string): string => `coalesce(sum(${column}) FILTER (WHERE kind = '${kind}' AND calendar = '${calendar}'), 0)::float8`;

/** All the time waited for and spent in each step of each service, by who had the turn, by the clock and as the agency works. */
export async function heldTimes(unit: UnitOfWork, query: TallyQuery): Promise<readonly HeldTime[]> {
  const counted = countedRows(DURATION_TALLY, ["service_id", "step_code", "kind", "calendar", "turn", "n", "total_ms"], query, { kind: ["WAITING", "SERVICE"] });
  return unit.query<HeldTime[]>(
    `/* held-times */
     SELECT service_id AS "serviceId", step_code AS "stepCode", turn,
       ${sumOf("total_ms", "WAITING", "CLOCK")} AS "waitingMs", ${sumOf("total_ms", "SERVICE", "CLOCK")} AS "insideMs",
       ${sumOf("total_ms", "WAITING", "WORKING")} AS "workingWaitingMs", ${sumOf("total_ms", "SERVICE", "WORKING")} AS "workingInsideMs",
       ${sumOf("n", "WAITING", "CLOCK")} AS "waitingN", ${sumOf("n", "SERVICE", "CLOCK")} AS "insideN",
       ${sumOf("n", "WAITING", "WORKING")} AS "workingWaitingN", ${sumOf("n", "SERVICE", "WORKING")} AS "workingInsideN"
     FROM ${counted.sql} AS counted
     GROUP BY service_id, step_code, turn
     HAVING sum(n) <> 0`,
    [...counted.parameters],
  );
}
