import type { UnitOfWork } from "../../database/unit-of-work";
import { PASSAGE_TALLY } from "../domain/tally";
import type { PassageMeasure, StepQuery, StepSums } from "../tallies.lookup";
import { countedRows } from "./counted-rows";
import { columnName } from "./tally-table";

/** Two sums for each step of each service that was reached. */
export async function stepSums(unit: UnitOfWork, query: StepQuery, x: readonly PassageMeasure[], n: readonly PassageMeasure[]): Promise<readonly StepSums[]> {
  const measures = [...new Set<PassageMeasure>(["reached", ...x, ...n])];
  const key = ["service_id", "step_code", ...(query.byProcedure === true ? ["procedure_id"] : [])];
  const counted = countedRows(PASSAGE_TALLY, [...key, ...measures.map(columnName)], query);
  return unit.query<StepSums[]>(
    `/* step-sums */
     SELECT service_id AS "serviceId", step_code AS "stepCode",${query.byProcedure === true ? ` procedure_id AS "procedureId",` : ""} (${sumOf(x)})::float8 AS x, (${sumOf(n)})::float8 AS n
     FROM ${counted.sql} AS counted
     GROUP BY ${key.join(", ")}
     HAVING sum(reached) <> 0`,
    [...counted.parameters],
  );
}

function sumOf(measures: readonly PassageMeasure[]): string {
  return measures.map((measure) => `sum(${columnName(measure)})`).join(" + ");
}
