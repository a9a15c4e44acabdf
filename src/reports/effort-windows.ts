import type { UnitOfWork } from "../database/unit-of-work";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { type ChosenWindow, chooseWindow, windowsEnding } from "./domain/effort-index/report-window";
import type { EffortFilter } from "./domain/report-filter";
import type { Thresholds } from "./domain/thresholds";

/** Chooses for each service how many days it takes. Inside an open unit of work: one statement for each length. */
export class EffortWindows {
  constructor(
    private readonly tallies: TalliesLookup,
    private readonly thresholds: Thresholds,
  ) {}

  async choose(unit: UnitOfWork, serviceIds: readonly string[], { period, moment, flagged }: Pick<EffortFilter, "period" | "moment" | "flagged">): Promise<(serviceId: string) => ChosenWindow> {
    const windows = windowsEnding(period);
    const answered: ReadonlyMap<string, number>[] = [];
    for (const window of windows) {
      const rows = await this.tallies.mostAnswered(unit, { serviceIds, period: window.period, flagged }, moment);
      answered.push(new Map(rows.map(({ serviceId, n }) => [serviceId, n])));
    }
    return (serviceId) => chooseWindow(windows, answered.map((counts) => counts.get(serviceId) ?? 0), this.thresholds);
  }
}
