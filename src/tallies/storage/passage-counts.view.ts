import type { UnitOfWork } from "../../database/unit-of-work";
import { PASSAGE_TALLY } from "../domain/tally";
import type { PassageCount, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";
import { columnName } from "./tally-table";

const MEASURES = PASSAGE_TALLY.measures.map((measure) => ({ measure, column: columnName(measure) }));
const COLUMNS = ["service_id", "step_code", ...MEASURES.map(({ column }) => column)];

/** Transaction-steps and passages by service and step. */
export async function passageCounts(unit: UnitOfWork, query: TallyQuery): Promise<readonly PassageCount[]> {
  const counted = countedRows(PASSAGE_TALLY, COLUMNS, query);
  return unit.query<PassageCount[]>(
    `/* passage-counts */
     SELECT service_id AS "serviceId", step_code AS "stepCode", ${MEASURES.map(({ measure, column }) => `sum(${column})::float8 AS "${measure}"`).join(", ")}
     FROM ${counted.sql} AS counted
     GROUP BY service_id, step_code
     HAVING sum(reached) <> 0
     ORDER BY service_id, step_code`,
    [...counted.parameters],
  );
}
