import type { TallyQuery } from "../tallies/tallies.lookup";
import type { EffortFilter } from "./domain/report-filter";

/** What an effort filter asks of the counts of these services. */
export function effortQuery(serviceIds: readonly string[], { period, channels, segments }: Pick<EffortFilter, "period" | "channels" | "segments">): TallyQuery {
  return { serviceIds, period, ...(channels === undefined ? {} : { channels }), ...(segments === undefined ? {} : { segments }) };
}
