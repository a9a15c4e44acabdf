import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import { checkPeriod, type Period } from "../shared/period";
import { notFound, Refusal } from "../shared/refusal";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { checkKept } from "./domain/kept-period";
import { type ProcessMap, processMap } from "./domain/process-map";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";

/** How much of a map to show: its most frequent edges and variants, 1–500 of each. */
export interface MapCut {
  readonly edges: number;
  readonly variants: number;
}

/** Which steps of a service really follow each other. Reads counts only. */
export class ProcessMapService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * The map of one service, `CODE` or `AGENCY/CODE`. An edge counts on the day of its second step, a variant on the day
   * the transaction ended (in flight: started).
   *
   * Refusals: `NOT_FOUND` (also for what is somebody else's), `AMBIGUOUS_SERVICE`, `INVALID_DAY`, `EMPTY_PERIOD`, `PERIOD_TOO_FINE`.
   * @throws AccessDenied
   */
  async map(actor: Actor, name: string, period: Period, cut: MapCut): Promise<Fresh<ProcessMap> | Refusal> {
    this.access.require(actor, "reports.read");
    const badPeriod = checkPeriod(period);
    if (badPeriod !== undefined) return badPeriod.under("period");
    const notKept = checkKept(period, localDay(this.clock(), "UTC"));
    if (notKept !== undefined) return notKept;
    return this.snapshots.read(async (unit, freshness) => {
      const serviceId = await this.scope.service(unit, actor, name);
      if (serviceId instanceof Refusal) return serviceId.under("service");
      const service = (await this.catalogue.services(unit, [serviceId])).get(serviceId);
      if (service === undefined) return notFound("service", ["service"]);
      const query = { serviceIds: [serviceId], period };
      const passages = await this.tallies.passages(unit, query);
      const edges = await this.tallies.edges(unit, query);
      const variants = await this.tallies.variants(unit, query);
      return { ...processMap(service, { from: period.from, to: period.to }, { passages, edges, variants }, cut, this.thresholds), freshness };
    });
  }
}
