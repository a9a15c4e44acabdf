import type { UnitOfWork } from "../../database/unit-of-work";
import { PASSAGE_TALLY } from "../domain/tally";
import type { PassageCount, TallyQuery } from "../tallies.lookup";
import { columnName } from "./tally-table";

const MEASURES = PASSAGE_TALLY.measures.map((measure) => ({ measure, column: columnName(measure) }));
const COLUMNS = ["service_id", "day", "step_code", "channel", "segment", ...MEASURES.map(({ column }) => column)].join(", ");

/** Transaction-steps and passages by service and step. */
export async function passageCounts(unit: UnitOfWork, query: TallyQuery): Promise<readonly PassageCount[]> {
  return unit.query<PassageCount[]>(
    `/* passage-counts */
     SELECT service_id AS "serviceId", step_code AS "stepCode", ${MEASURES.map(({ measure, column }) => `sum(${column})::float8 AS "${measure}"`).join(", ")}
     FROM (SELECT ${COLUMNS} FROM passage_tally UNION ALL SELECT ${COLUMNS} FROM passage_delta) AS counted
     WHERE service_id = ANY ($1::uuid[]) AND day >= $2::date AND day < $3::date
       AND ($4::text[] IS NULL OR channel = ANY ($4)) AND ($5::text[] IS NULL OR segment = ANY ($5))
     GROUP BY service_id, step_code
     HAVING sum(reached) <> 0
     ORDER BY service_id, step_code`,
    [query.serviceIds, query.period.from, query.period.to, query.channels ?? null, query.segments ?? null],
  );
}
