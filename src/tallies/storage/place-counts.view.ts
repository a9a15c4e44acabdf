import type { UnitOfWork } from "../../database/unit-of-work";
import { PLACE_TALLY } from "../domain/tally";
import type { PlaceCount, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** Transaction-stages by service, stage and touchpoint, in whole months. */
export async function placeCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly PlaceCount[]> {
  const counted = countedRows(PLACE_TALLY, ["service_id", "stage_code", "touchpoint_id", "reached", "returned", "abandoned", "total_ms"], query);
  return unit.query<PlaceCount[]>(
    `/* place-counts */
     SELECT service_id AS "serviceId", nullif(stage_code, '') AS "stageCode", touchpoint_id AS "touchpointId",
       sum(reached)::float8 AS reached, sum(returned)::float8 AS returned, sum(abandoned)::float8 AS abandoned, sum(total_ms)::float8 AS "totalMs"
     FROM ${counted.sql} AS counted
     GROUP BY service_id, stage_code, touchpoint_id
     HAVING sum(reached) <> 0
     ORDER BY service_id, stage_code, touchpoint_id`,
    [...counted.parameters],
  );
}
