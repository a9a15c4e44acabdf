import type { UnitOfWork } from "../../database/unit-of-work";
import { TRANSACTION_TALLY } from "../domain/tally";
import type { ChannelMixCount, TallyQuery } from "../tallies.lookup";
import { countedRows } from "./counted-rows";

/** Transactions that ended, by service and channel, before a day of the period and from it on. */
export async function channelMix(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">, split: string): Promise<readonly ChannelMixCount[]> {
  const counted = countedRows(TRANSACTION_TALLY, ["service_id", "day", "channel", "outcome", "n"], query);
  const splitAt = `$${String(counted.parameters.length + 1)}::date`;
  return unit.query<ChannelMixCount[]>(
    `/* channel-mix */
     SELECT service_id AS "serviceId", nullif(channel, '') AS channel,
       coalesce(sum(n) FILTER (WHERE day < ${splitAt}), 0)::float8 AS before, coalesce(sum(n) FILTER (WHERE day >= ${splitAt}), 0)::float8 AS after
     FROM ${counted.sql} AS counted
     WHERE outcome <> 'IN_FLIGHT'
     GROUP BY service_id, channel
     HAVING sum(n) <> 0
     ORDER BY service_id, channel`,
    [...counted.parameters, split],
  );
}
