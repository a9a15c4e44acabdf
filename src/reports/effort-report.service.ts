import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import type { Page, PageRequest } from "../shared/page";
import { Refusal } from "../shared/refusal";
import type { TalliesLookup, TallyQuery } from "../tallies/tallies.lookup";
import type { EffortReport, ServiceRow } from "./domain/effort-report";
import { checkKept } from "./domain/kept-period";
import { checkEffortFilter, type EffortFilter, type ReportFilter } from "./domain/report-filter";
import { serviceEffort } from "./domain/service-effort";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";

/** Which step of which service costs people the most effort, and how sure that is. Reads counts only, never facts. */
export class EffortReportService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly scope: ReportScope,
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * The report over the services that the filter names and the actor may see, one page of them. Everything in one
   * snapshot, so that its figures agree.
   *
   * Refusals, with the path inside the filter: those of `checkEffortFilter` and `checkKept`, `NOT_FOUND` and `AMBIGUOUS_SERVICE`.
   * @throws AccessDenied
   */
  async report(actor: Actor, filter: ReportFilter, page: PageRequest): Promise<EffortReport | Refusal> {
    this.access.require(actor, "reports.read");
    const checked = checkEffortFilter(filter);
    if (checked instanceof Refusal) return checked;
    const notKept = checkKept(checked.period, localDay(this.clock(), "UTC"));
    if (notKept !== undefined) return notKept;
    return this.units.read(async (unit) => {
      const ids = await this.scope.services(unit, actor, checked);
      if (ids instanceof Refusal) return ids;
      const following = ids.filter((id) => page.after === null || id > page.after);
      const rows = await this.rows(unit, following.slice(0, page.first), checked);
      const services: Page<ServiceRow> = { rows, hasNextPage: following.length > page.first, totalCount: ids.length };
      return { period: checked.period, moment: checked.moment, thresholds: this.thresholds, services };
    });
  }

  private async rows(unit: UnitOfWork, serviceIds: readonly string[], filter: EffortFilter): Promise<ServiceRow[]> {
    if (serviceIds.length === 0) return [];
    const { period, channels, segments } = filter;
    const query: TallyQuery = { serviceIds, period, ...(channels === undefined ? {} : { channels }), ...(segments === undefined ? {} : { segments }) };
    const facts = await this.catalogue.services(unit, serviceIds);
    const transactions = byService(await this.tallies.transactions(unit, query));
    const passages = byService(await this.tallies.passages(unit, query));
    const durations = byService(await this.tallies.durations(unit, { ...query, calendar: "CLOCK" }));
    const invitations = byService(await this.tallies.invitations(unit, query));
    const answers = byService(await this.tallies.answers(unit, { serviceIds, period }));
    return serviceIds.flatMap((serviceId) => {
      const service = facts.get(serviceId);
      if (service === undefined) return [];
      const counts = {
        transactions: transactions(serviceId),
        passages: passages(serviceId),
        durations: durations(serviceId),
        invitations: invitations(serviceId),
        answers: answers(serviceId),
      };
      return { serviceId, effort: serviceEffort(service, counts, filter, this.thresholds) };
    });
  }
}

/** Sorts rows by service once, so that a page of 500 services costs no more than its rows. */
function byService<T extends { readonly serviceId: string }>(rows: readonly T[]): (serviceId: string) => readonly T[] {
  const sorted = new Map<string, T[]>();
  for (const row of rows) {
    const own = sorted.get(row.serviceId);
    if (own === undefined) sorted.set(row.serviceId, [row]);
    else own.push(row);
  }
  return (serviceId) => sorted.get(serviceId) ?? [];
}
