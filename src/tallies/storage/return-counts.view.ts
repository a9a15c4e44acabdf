import type { UnitOfWork } from "../../database/unit-of-work";
import { RETURN_TALLY } from "../domain/tally";
import type { ReturnCount, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

const KEY = ["service_id", "opportunity", "channel_first", "channel_before", "channel_now", "gap", "outcome_before", "band"] as const;

/** Returns by service, opportunity, channels, gap, outcome before and effort band. */
export async function returnCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly ReturnCount[]> {
  const counted = countedRows(RETURN_TALLY, [...KEY, "n"], query);
  return unit.query<ReturnCount[]>(
    `/* return-counts */
     SELECT service_id AS "serviceId", opportunity::integer AS opportunity, nullif(channel_first, '') AS "channelFirst",
       nullif(channel_before, '') AS "channelBefore", nullif(channel_now, '') AS "channelNow",
       gap, outcome_before AS "outcomeBefore", band, sum(n)::float8 AS n
     FROM ${counted.sql} AS counted
     GROUP BY ${KEY.join(", ")}
     HAVING sum(n) <> 0
     ORDER BY service_id, counted.opportunity::integer, channel_first, channel_before, channel_now, gap, outcome_before, band`,
    [...counted.parameters],
  );
}
