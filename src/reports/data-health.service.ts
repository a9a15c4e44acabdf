import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { addDays, localDay } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import { spans } from "../tallies/domain/spans";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import type { DataHealth } from "./domain/data-health/data-health";
import { checkHealthFilter, type HealthFilter } from "./domain/data-health/health-filter";
import { type LastDay, portalHealth, serviceHealth } from "./domain/data-health/service-health";
import { groupedBy } from "./domain/grouped-by";
import { checkKeptDays } from "./domain/kept-period";
import type { ReportFilter } from "./domain/report-filter";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";

/** Who stopped sending, and what is missing. Reads counts and the catalogue only, never facts. */
export class DataHealthService {
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
   * Of the services that the filter names and the actor may see, the first.
   *
   * Refusals, with the path inside the filter: those of `checkHealthFilter`, `PERIOD_TOO_FINE`, `NOT_FOUND` and
   * `AMBIGUOUS_SERVICE`.
   * @throws AccessDenied
   */
  async report(actor: Actor, filter: ReportFilter, first: number): Promise<Fresh<DataHealth> | Refusal> {
    this.access.require(actor, "reports.read");
    const checked = checkHealthFilter(filter);
    if (checked instanceof Refusal) return checked;
    const today = localDay(this.clock(), "UTC");
    const notKept = checkKeptDays(checked.period, today);
    if (notKept !== undefined) return notKept;
    return this.snapshots.read(async (unit, freshness) => {
      const ids = await this.scope.services(unit, actor, checked);
      if (ids instanceof Refusal) return ids;
      const listed = await this.read(unit, ids.slice(0, first), checked, { period: checked.period, today });
      return { freshness, period: checked.period, moment: checked.moment, thresholds: this.thresholds, totalServices: ids.length, ...listed };
    });
  }

  private async read(unit: UnitOfWork, serviceIds: readonly string[], { period, moment }: HealthFilter, when: LastDay): Promise<Pick<DataHealth, "portals" | "services">> {
    if (serviceIds.length === 0) return { portals: [], services: [] };
    const lastDay = addDays(period.to, -1);
    const about = { serviceIds, period };
    const services = await this.catalogue.services(unit, serviceIds);
    const grants = await this.catalogue.portalsOf(unit, serviceIds, lastDay);
    const signals = groupedBy(await this.catalogue.signalsOf(unit, serviceIds, lastDay), (row) => row.serviceId);
    const declared = groupedBy(await this.catalogue.volumesOf(unit, serviceIds), (row) => row.serviceId);
    const lastEvents = new Map((await this.tallies.latestDays(unit, about)).map(({ serviceId, day }) => [serviceId, day]));
    const transactions = groupedBy(await this.tallies.transactions(unit, about), (row) => row.serviceId);
    const steps = groupedBy(await this.tallies.stepSums(unit, about, { x: ["passages"] }), (row) => row.serviceId);
    const links = groupedBy(await this.tallies.linkMonths(unit, { serviceIds, months: spans(period).months, moment, by: "outcome" }), (row) => row.serviceId);
    const portals = groupedBy(grants, (row) => row.serviceId);
    return {
      portals: portalHealth(grants, lastEvents, when),
      services: serviceIds.flatMap((id) => {
        const service = services.get(id);
        if (service === undefined) return [];
        const of = <R>(rows: ReadonlyMap<string, readonly R[]>): readonly R[] => rows.get(id) ?? [];
        const facts = {
          lastEvent: lastEvents.get(id) ?? null,
          portals: of(portals).map(({ code }) => code),
          signals: of(signals).map(({ signal }) => signal),
          declared: of(declared), transactions: of(transactions), steps: of(steps), links: of(links),
        };
        return serviceHealth(service, facts, when, this.thresholds);
      }),
    };
  }
}
