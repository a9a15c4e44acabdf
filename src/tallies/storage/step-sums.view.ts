import type { UnitOfWork } from "../../database/unit-of-work";
import { PASSAGE_TALLY } from "../domain/tally";
import type { MeasureSets, PassageMeasure, StepQuery, StepSums } from "../tallies.lookup";
import { countedRows } from "./counted-rows";
import { columnName } from "./tally-table";

/** Sums of sets of measures for each step of each service that was reached. */
export async function stepSums<K extends string>(unit: UnitOfWork, query: StepQuery, sums: MeasureSets<K>): Promise<readonly StepSums<K>[]> {
  const sets = Object.entries<readonly PassageMeasure[]>(sums);
  const measures = [...new Set<PassageMeasure>(["reached", ...sets.flatMap(([, set]) => set)])];
  const key = ["service_id", "step_code", ...(query.byProcedure === true ? ["procedure_id"] : [])];
  const counted = countedRows(PASSAGE_TALLY, [...key, ...measures.map(columnName)], query);
  return unit.query<StepSums<K>[]>(
    `/* step-sums */
     SELECT service_id AS "serviceId", step_code AS "stepCode",${query.byProcedure === true ? ` procedure_id AS "procedureId",` : ""} ${sets.map(([name, set]) => `(${sumOf(set)})::float8 AS "${name}"`).join(", ")}
     FROM ${counted.sql} AS counted
     GROUP BY ${key.join(", ")}
     HAVING sum(reached) <> 0`,
    [...counted.parameters],
  );
}

function sumOf(measures: readonly PassageMeasure[]): string {
  return measures.map((measure) => `sum(${columnName(measure)})`).join(" + ");
}
