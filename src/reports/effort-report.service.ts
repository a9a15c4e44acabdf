import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import type { Page, PageRequest } from "../shared/page";
import { Refusal } from "../shared/refusal";
import { spans } from "../tallies/domain/spans";
import type { DurationCount, TalliesLookup, TallyQuery } from "../tallies/tallies.lookup";
import type { EffortReport, ServiceRow } from "./domain/effort-report";
import { type ReportWindow, windowsEnding } from "./domain/effort-index/report-window";
import type { Reason } from "./domain/estimate";
import { groupedBy } from "./domain/grouped-by";
import { checkKept } from "./domain/kept-period";
import { checkEffortFilter, checkStepCut, type EffortFilter, type ReportFilter } from "./domain/report-filter";
import { serviceEffort } from "./domain/service-effort";
import type { StepCut } from "./domain/step-cut";
import type { StepRanking } from "./domain/step-ranking";
import type { Thresholds } from "./domain/thresholds";
import type { EffortFamilies } from "./effort-families";
import { effortQuery } from "./effort-query";
import type { EffortWindows } from "./effort-windows";
import type { IndexBases } from "./index-bases";
import type { ReportScope } from "./report-scope";
import type { StepRankings } from "./step-rankings";

/** Times of whole transactions, of steps and stages too, or none. */
export type TimesWanted = "ALL" | "WHOLE" | "NONE";

/** Which parts of an effort report to make. */
export interface EffortParts {
  /** Which page of the services; of 0 rows where none are wanted. */
  readonly services: PageRequest;
  readonly steps: readonly StepCut[];
  /** Which figures of time: they cost more than all the others together. */
  readonly times: TimesWanted;
  /** Which days the services are about. Absent: those of the filter. */
  readonly window?: ReportWindow;
}

/** Which step of which service costs people the most effort, and how sure that is. Reads counts only, never facts. */
export class EffortReportService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly rankings: StepRankings,
    private readonly bases: IndexBases,
    private readonly windows: EffortWindows,
    private readonly families: EffortFamilies,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * The report over the services that the filter names and the actor may see: of its parts those that are wanted. All in
   * one snapshot, so that its figures agree.
   *
   * Refusals, with the path inside the filter: those of `checkEffortFilter` and `checkKept`, `NOT_FOUND` and `AMBIGUOUS_SERVICE`;
   * `FILTER_NOT_AVAILABLE` for a ranking by ease, or by an index that holds answers, with channels or segments, by which answers are not
   * told, and for any ranking with a window left open (`AUTO`), since steps are compared over the same days only.
   * @throws AccessDenied
   */
  async report(actor: Actor, filter: ReportFilter, wanted: EffortParts): Promise<Fresh<EffortReport> | Refusal> {
    this.access.require(actor, "reports.read");
    const checked = checkEffortFilter(filter);
    if (checked instanceof Refusal) return checked;
    const periods = wanted.window === "AUTO" ? windowsEnding(checked.period).map(({ period }) => period) : [checked.period];
    const notKept = periods.map((period) => checkKept(period, localDay(this.clock(), "UTC"))).find((refusal) => refusal !== undefined);
    if (notKept !== undefined) return notKept;
    if (wanted.window === "AUTO" && wanted.steps.length > 0) return new Refusal("FILTER_NOT_AVAILABLE", "Steps are ranked over the same days only: ask for the ranking as it is, and for services with the window left open.", ["window"]);
    const untold = wanted.steps.map((cut) => checkStepCut(cut, checked)).find((refusal) => refusal !== undefined);
    if (untold !== undefined) return untold;
    return this.snapshots.read(async (unit, freshness) => {
      const ids = await this.scope.services(unit, actor, checked);
      if (ids instanceof Refusal) return ids;
      const services = await this.page(unit, actor, ids, checked, wanted);
      const rankings: StepRanking[] = [];
      for (const cut of wanted.steps) rankings.push(await this.rankings.ranking(unit, ids, checked, cut, wanted.times === "ALL"));
      return { freshness, period: checked.period, moment: checked.moment, flagged: checked.flagged, thresholds: this.thresholds, services, rankings };
    });
  }

  private async page(unit: UnitOfWork, actor: Actor, ids: readonly string[], filter: EffortFilter, { services: { first, after }, times, window }: EffortParts): Promise<Page<ServiceRow>> {
    const following = ids.filter((id) => after === null || id > after);
    const shown = following.slice(0, first);
    const rows = window === "AUTO" ? await this.widened(unit, actor, shown, filter, times) : await this.rows(unit, shown, filter, times, []);
    return { rows, hasNextPage: following.length > first, totalCount: ids.length };
  }

  /** Each service over as many days as it takes; those too small even for a year with what all of their agency's show. */
  private async widened(unit: UnitOfWork, actor: Actor, serviceIds: readonly string[], filter: EffortFilter, times: TimesWanted): Promise<ServiceRow[]> {
    const windowOf = await this.windows.choose(unit, serviceIds, filter);
    const rows = new Map<string, ServiceRow>();
    for (const ids of groupedBy(serviceIds, (id) => windowOf(id).length).values()) {
      const [first = ""] = ids;
      const { period, widened } = windowOf(first);
      const found = await this.rows(unit, ids, { ...filter, period }, times, widened ? ["WIDENED_WINDOW"] : []);
      for (const row of found) rows.set(row.serviceId, { ...row, effort: { ...row.effort, window: windowOf(row.serviceId) } });
    }
    const small = [...rows.values()].filter(({ effort }) => effort.window?.answers === "TOO_FEW");
    const window = small[0]?.effort.window ?? null;
    const members = small.map(({ serviceId, effort }) => ({ serviceId, agencyCode: effort.service.agencyCode }));
    const families = window === null ? undefined : await this.families.of(unit, actor, members, { ...filter, period: window.period });
    return serviceIds.flatMap((id) => rows.get(id) ?? []).map((row) => ({ ...row, effort: { ...row.effort, family: families?.get(row.serviceId) ?? [] } }));
  }

  private async rows(unit: UnitOfWork, serviceIds: readonly string[], filter: EffortFilter, times: TimesWanted, reasons: readonly Reason[]): Promise<ServiceRow[]> {
    if (serviceIds.length === 0) return [];
    const query = effortQuery(serviceIds, filter);
    const facts = await this.catalogue.services(unit, serviceIds);
    const policy = await this.bases.policy(unit, filter.period);
    const basis = await this.bases.of(unit, policy, serviceIds, filter.period, await this.catalogue.stepTraits(unit, serviceIds, {}), reasons);
    const transactions = groupedBy(await this.tallies.transactions(unit, query), (row) => row.serviceId);
    const passages = groupedBy(await this.tallies.passages(unit, query), (row) => row.serviceId);
    const durations = groupedBy(await this.durations(unit, query, times), (row) => row.serviceId);
    const invitations = groupedBy(await this.tallies.invitations(unit, query), (row) => row.serviceId);
    const links = groupedBy(await this.tallies.linkMonths(unit, { serviceIds, months: spans(filter.period).months, moment: filter.moment }), (row) => row.serviceId);
    const answers = groupedBy(await this.tallies.answers(unit, { serviceIds, period: filter.period, flagged: filter.flagged }), (row) => row.serviceId);
    return serviceIds.flatMap((serviceId) => {
      const service = facts.get(serviceId);
      if (service === undefined) return [];
      const of = <R>(rows: ReadonlyMap<string, readonly R[]>): readonly R[] => rows.get(serviceId) ?? [];
      const counts = { transactions: of(transactions), passages: of(passages), durations: of(durations), invitations: of(invitations), links: of(links), answers: of(answers) };
      return { serviceId, effort: serviceEffort(service, counts, filter, this.thresholds, basis(serviceId)) };
    });
  }

  private async durations(unit: UnitOfWork, query: TallyQuery, times: TimesWanted): Promise<readonly DurationCount[]> {
    if (times === "NONE") return [];
    return this.tallies.durations(unit, { ...query, calendar: "CLOCK", ...(times === "ALL" ? {} : { stepCodes: [""] }) });
  }
}
