import type { Snapshots } from "../database/snapshots";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { addDays, localDay } from "../shared/local-day";
import { checkPeriod, type Period } from "../shared/period";
import { Refusal } from "../shared/refusal";
import type { OpenStepCount, TalliesLookup, TallyQuery } from "../tallies/tallies.lookup";
import { checkKept } from "./domain/kept-period";
import { type ProcessMap, processMap } from "./domain/process-map";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";

/** How much of a map to show: its most frequent edges and variants, 1–500 of each; and by how many days (1–365) to look who gave up. */
export interface MapCut {
  readonly edges: number;
  readonly variants: number;
  readonly horizonDays: number;
}

/** Which steps of a service really follow each other, what is done again, and what differs from the procedure. Reads counts only. */
export class ProcessMapService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * The map of one service, `CODE` or `AGENCY/CODE`. An edge counts on the day of its second step, a variant on the day
   * the transaction ended (in flight: started), a fate on the day the transaction came to the step.
   *
   * Refusals: `NOT_FOUND` (also for what is somebody else's), `AMBIGUOUS_SERVICE`, `INVALID_DAY`, `EMPTY_PERIOD`, `PERIOD_TOO_FINE`.
   * @throws AccessDenied
   */
  async map(actor: Actor, name: string, period: Period, cut: MapCut): Promise<Fresh<ProcessMap> | Refusal> {
    this.access.require(actor, "reports.read");
    const badPeriod = checkPeriod(period);
    if (badPeriod !== undefined) return badPeriod.under("period");
    const now = this.clock();
    const notKept = checkKept(period, localDay(now, "UTC"));
    if (notKept !== undefined) return notKept;
    return this.snapshots.read(async (unit, freshness) => {
      const service = await this.scope.facts(unit, actor, name);
      if (service instanceof Refusal) return service;
      const query = { serviceIds: [service.id], period };
      const counts = {
        passages: await this.tallies.passages(unit, query),
        edges: await this.tallies.edges(unit, query),
        variants: await this.tallies.variants(unit, query),
        durations: await this.tallies.durations(unit, query),
        fates: await this.tallies.fates(unit, query),
        open: await this.open(unit, query, addDays(localDay(now, service.timeZone), -cut.horizonDays - 1)),
        transactions: await this.tallies.transactions(unit, query),
      };
      return { ...processMap(service, { from: period.from, to: period.to }, counts, { ...cut, now }, this.thresholds), freshness };
    });
  }

  /** Who came to a step and is there yet: before the horizon it does not matter on which day they came, from then on it does. */
  private async open(unit: UnitOfWork, query: TallyQuery, horizon: string): Promise<readonly OpenStepCount[]> {
    const { from, to } = query.period;
    const [before, since] = [{ from, to: to < horizon ? to : horizon }, { from: from > horizon ? from : horizon, to }];
    return [
      ...(before.from < before.to ? await this.tallies.openSteps(unit, { ...query, period: before }) : []),
      ...(since.from < since.to ? await this.tallies.openSteps(unit, { ...query, period: since }, "DAY") : []),
    ];
  }
}
