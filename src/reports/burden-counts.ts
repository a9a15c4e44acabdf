import type { UnitOfWork } from "../database/unit-of-work";
import type { TalliesLookup, TallyQuery } from "../tallies/tallies.lookup";
import type { BurdenCounts } from "./domain/burden/service-burden";
import { groupedBy } from "./domain/grouped-by";

/** Reads what the burden of services is made of: four statements, however many there are. */
export async function burdenCounts(unit: UnitOfWork, tallies: TalliesLookup, query: TallyQuery): Promise<(serviceId: string) => BurdenCounts> {
  const byService = <R extends { readonly serviceId: string }>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> => groupedBy(rows, (row) => row.serviceId);
  const transactions = byService(await tallies.transactions(unit, query));
  const passages = byService(await tallies.passages(unit, query));
  const versions = byService(await tallies.stepSums(unit, { ...query, byProcedure: true }, { x: ["passages"], n: ["reached"] }));
  const durations = byService(await tallies.durations(unit, { ...query, calendar: "CLOCK" }));
  return (serviceId) => ({
    transactions: transactions.get(serviceId) ?? [],
    passages: passages.get(serviceId) ?? [],
    versions: versions.get(serviceId) ?? [],
    durations: durations.get(serviceId) ?? [],
  });
}
