import type { CatalogueLookup, NamesOfService } from "../catalogue/catalogue.lookup";
import { ordinaryDayMs } from "../catalogue/domain/ordinary-day";
import type { Snapshots } from "../database/snapshots";
import { sideBySide, type UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import type { OpenTransactionCount, TalliesLookup, TallyQuery } from "../tallies/tallies.lookup";
import { groupedBy } from "./domain/grouped-by";
import { checkKept } from "./domain/kept-period";
import { checkLogFilter } from "./domain/log-filter";
import type { ReportFilter } from "./domain/report-filter";
import type { Thresholds } from "./domain/thresholds";
import type { Held } from "./domain/waiting/held";
import { longestHeld, type WaitingStep, waitingStep } from "./domain/waiting/waiting-step";
import { type WaitingServices, whereItWaits, type WhereItWaits } from "./domain/waiting/where-it-waits";
import { effortQuery } from "./effort-query";
import type { ReportScope } from "./report-scope";

/** Where transactions wait: at whom, for how many days, over what promise. Of all steps only totals are read; quantiles for those that are shown. */
export class WhereItWaitsService {
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
   * The report over the services that the filter names and the actor may see.
   *
   * Refusals, with the path inside the filter: those of `checkLogFilter` and `checkKept`, `NOT_FOUND` and `AMBIGUOUS_SERVICE`.
   *
   * @param first rows of each list, 1–500
   * @throws AccessDenied
   */
  async report(actor: Actor, filter: ReportFilter, first: number): Promise<Fresh<WhereItWaits> | Refusal> {
    this.access.require(actor, "reports.read");
    const checked = checkLogFilter(filter);
    if (checked instanceof Refusal) return checked;
    const today = localDay(this.clock(), "UTC");
    const notKept = checkKept(checked.period, today);
    if (notKept !== undefined) return notKept;
    return this.snapshots.read(async (unit, freshness) => {
      const ids = await this.scope.services(unit, actor, checked);
      if (ids instanceof Refusal) return ids;
      const query = effortQuery(ids, checked);
      // Asked at once: PostgreSQL counts the next while what it counted before is read.
      const [services, transactions, held, returns, open] = await sideBySide(
        this.services(unit, ids),
        this.tallies.transactions(unit, query),
        this.tallies.heldTimes(unit, query),
        this.tallies.stepSums(unit, query, { x: ["returnedForCompletion"], n: ["reached"] }),
        this.oldestOpen(unit, query, first, today),
      );
      const counts = { transactions, held, returns, open };
      const steps = await this.steps(unit, query, longestHeld(counts.held, first), services);
      return { freshness, ...whereItWaits(counts, services, checked.period, first, steps, this.thresholds) };
    });
  }

  private async services(unit: UnitOfWork, ids: readonly string[]): Promise<WaitingServices> {
    const names = new Map((await this.catalogue.namesOf(unit, ids)).map((service) => [service.id, service]));
    const days = await this.workingDays(unit, [...names.values()]);
    return {
      name: (serviceId) => {
        const found = names.get(serviceId);
        return found === undefined ? undefined : { code: found.code, names: found.names, agencyCode: found.agencyCode, agencyNames: found.agencyNames };
      },
      workingDayMs: (serviceId) => days.get(names.get(serviceId)?.agencyId ?? "") ?? null,
    };
  }

  private async workingDays(unit: UnitOfWork, services: readonly NamesOfService[]): Promise<ReadonlyMap<string, number | null>> {
    const agencies = new Set(services.map(({ agencyId }) => agencyId));
    const newest = (await this.catalogue.newestCalendars(unit)).filter(({ agencyId }) => agencies.has(agencyId));
    const calendars = await this.catalogue.calendars(unit, newest);
    return new Map(newest.map(({ agencyId }, i) => [agencyId, ordinaryDayMs(calendars[i] ?? { weeks: [] })]));
  }

  /** Of thousands of services the month of the oldest is read, and the day only of those that are shown. */
  private async oldestOpen(unit: UnitOfWork, query: TallyQuery, first: number, today: string): Promise<readonly OpenTransactionCount[]> {
    const months = [...(await this.tallies.openMonths(unit, query, today))];
    const oldest = months.sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : b.n - a.n)).slice(0, first);
    return oldest.length === 0 ? [] : this.tallies.openTransactions(unit, { ...query, serviceIds: oldest.map(({ serviceId }) => serviceId) }, today);
  }

  private async steps(unit: UnitOfWork, query: TallyQuery, rows: readonly Held[], services: WaitingServices): Promise<readonly WaitingStep[]> {
    const serviceIds = [...new Set(rows.map(({ serviceId }) => serviceId))];
    if (serviceIds.length === 0) return [];
    const facts = await this.catalogue.services(unit, serviceIds);
    const demands = groupedBy(await this.catalogue.demands(unit, serviceIds), (demand) => demand.serviceId);
    const stepCodes = [...new Set(rows.map(({ stepCode }) => stepCode))];
    const durations = groupedBy(await this.tallies.durations(unit, { ...query, serviceIds, calendar: "CLOCK", stepCodes }), (row) => row.serviceId);
    return rows.flatMap((row, index) => {
      const service = facts.get(row.serviceId);
      if (service === undefined) return [];
      const about = { service, demands: demands.get(row.serviceId) ?? [], durations: durations.get(row.serviceId) ?? [], workingDayMs: services.workingDayMs(row.serviceId) };
      return waitingStep(row, index + 1, about, this.thresholds) ?? [];
    });
  }
}
