import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import type { Page, PageRequest } from "../shared/page";
import type { Period } from "../shared/period";
import { Refusal } from "../shared/refusal";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { burdenCounts } from "./burden-counts";
import { daysOver } from "./domain/burden/days-over";
import { serviceBurden, type ServiceBurden } from "./domain/burden/service-burden";
import { groupedBy } from "./domain/grouped-by";
import { checkKept } from "./domain/kept-period";
import { checkLogFilter, type LogFilter } from "./domain/log-filter";
import type { ReportFilter } from "./domain/report-filter";
import type { Thresholds } from "./domain/thresholds";
import { effortQuery } from "./effort-query";
import type { ReportScope } from "./report-scope";

/** What services cost people, service by service. */
export interface BurdenReport {
  readonly period: Period;
  readonly thresholds: Thresholds;
  readonly services: Page<{ readonly serviceId: string; readonly burden: ServiceBurden }>;
}

/** What services cost people in time, trips, papers, fees and days. Reads counts and the published procedures. */
export class BurdenService {
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
   * The burden of one page of the services that the filter names and the actor may see, in the order in which they entered
   * the catalogue. Published lines are of the version in force.
   *
   * Refusals, with the path inside the filter: those of `checkLogFilter` and `checkKept`, `NOT_FOUND` and `AMBIGUOUS_SERVICE`.
   * @throws AccessDenied
   */
  async report(actor: Actor, filter: ReportFilter, page: PageRequest): Promise<Fresh<BurdenReport> | Refusal> {
    this.access.require(actor, "reports.read");
    const checked = checkLogFilter(filter);
    if (checked instanceof Refusal) return checked;
    const today = localDay(this.clock(), "UTC");
    const notKept = checkKept(checked.period, today);
    if (notKept !== undefined) return notKept;
    return this.snapshots.read(async (unit, freshness) => {
      const ids = await this.scope.services(unit, actor, checked);
      if (ids instanceof Refusal) return ids;
      const following = ids.filter((id) => page.after === null || id > page.after);
      const rows = await this.rows(unit, following.slice(0, page.first), checked, daysOver(checked.period, today));
      return { freshness, period: checked.period, thresholds: this.thresholds, services: { rows, hasNextPage: following.length > page.first, totalCount: ids.length } };
    });
  }

  private async rows(unit: UnitOfWork, serviceIds: readonly string[], filter: LogFilter, days: number): Promise<BurdenReport["services"]["rows"]> {
    if (serviceIds.length === 0) return [];
    const services = await this.catalogue.services(unit, serviceIds);
    const demands = groupedBy(await this.catalogue.demands(unit, serviceIds), (demand) => demand.serviceId);
    const countsOf = await burdenCounts(unit, this.tallies, effortQuery(serviceIds, filter));
    return serviceIds.flatMap((serviceId) => {
      const service = services.get(serviceId);
      if (service === undefined) return [];
      return { serviceId, burden: serviceBurden(service, service.procedures.at(-1), demands.get(serviceId) ?? [], countsOf(serviceId), days, this.thresholds) };
    });
  }
}
