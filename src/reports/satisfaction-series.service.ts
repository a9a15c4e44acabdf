import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh, Freshness } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import type { Period } from "../shared/period";
import { notFound, Refusal } from "../shared/refusal";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { groupedBy } from "./domain/grouped-by";
import { satisfactionLines, type SatisfactionSeries } from "./domain/satisfaction-series";
import { serviceName } from "./domain/service-effort";
import type { Thresholds } from "./domain/thresholds";
import { checkSeries, type AnswerSeriesCut } from "./domain/check-series";
import type { ReportScope } from "./report-scope";
import type { SeriesComparisons } from "./series-comparisons";

/** A service whose series somebody asks for. */
export interface SeriesRequest extends AnswerSeriesCut {
  readonly actor: Actor;
  readonly serviceId: string;
}

/** What people say of services over time. Reads released answers only. */
export class SatisfactionSeriesService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly comparisons: SeriesComparisons,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * The series of one service, `CODE` or `AGENCY/CODE`.
   *
   * Refusals: `NOT_FOUND` (also for what is somebody else's), `AMBIGUOUS_SERVICE`, `INVALID_DAY`, `EMPTY_PERIOD`,
   * `PERIOD_TOO_FINE`, `TOO_MANY_POINTS`.
   * @throws AccessDenied
   */
  async named(actor: Actor, name: string, cut: AnswerSeriesCut): Promise<Fresh<SatisfactionSeries> | Refusal> {
    this.access.require(actor, "reports.read");
    const parts = this.check(cut);
    if (parts instanceof Refusal) return parts;
    return this.snapshots.read(async (unit, freshness) => {
      const serviceId = await this.scope.service(unit, actor, name);
      if (serviceId instanceof Refusal) return serviceId;
      return (await this.read(unit, freshness, actor, [serviceId], cut, parts)).get(serviceId) ?? notFound("service", ["service"]);
    });
  }

  /**
   * The series of many services, one answer for each request and in their order; those about the same period cost two
   * statements together. Refusals as above, but for those about names.
   * @throws AccessDenied
   */
  readonly ofServices = async (requests: readonly SeriesRequest[]): Promise<readonly (Fresh<SatisfactionSeries> | Refusal)[]> => {
    for (const { actor } of requests) this.access.require(actor, "reports.read");
    const answers = new Map<SeriesRequest, Fresh<SatisfactionSeries> | Refusal>();
    for (const alike of groupedBy(requests, ({ period, interval, flagged }) => `${period.from} ${period.to} ${interval} ${flagged ?? ""}`).values()) {
      const [first] = alike;
      const parts = first === undefined ? [] : this.check(first);
      for (const request of alike) if (parts instanceof Refusal) answers.set(request, parts);
      if (first === undefined || parts instanceof Refusal) continue;
      const found = await this.snapshots.read((unit, freshness) => this.read(unit, freshness, first.actor, alike.map(({ serviceId }) => serviceId), first, parts), "KEPT");
      for (const request of alike) answers.set(request, found.get(request.serviceId) ?? notFound("service"));
    }
    return requests.map((request) => answers.get(request) ?? notFound("service"));
  };

  private check(cut: AnswerSeriesCut): readonly Period[] | Refusal {
    return checkSeries(cut, this.today());
  }

  private today(): string {
    return localDay(this.clock(), "UTC");
  }

  private async read(unit: UnitOfWork, freshness: Freshness, actor: Actor, serviceIds: readonly string[], { period, interval, flagged = "INCLUDE" }: AnswerSeriesCut, parts: readonly Period[]): Promise<ReadonlyMap<string, Fresh<SatisfactionSeries>>> {
    const services = (await this.catalogue.namesOf(unit, serviceIds)).filter(({ id, agencyId }) => this.access.covers(actor, { agencyId, serviceId: id }));
    if (services.length === 0) return new Map();
    const answers = groupedBy(await this.tallies.datedAnswers(unit, { serviceIds: services.map(({ id }) => id), period, flagged }, interval === "MONTH" ? "MONTH" : "DAY"), (row) => row.serviceId);
    const ids = services.map(({ id }) => id);
    const windows = this.comparisons.windows(parts, interval, this.today());
    const material = windows === undefined ? undefined : await this.comparisons.read(unit, ids, windows, { byMonth: interval === "MONTH", flagged });
    const about = { freshness, period: { from: period.from, to: period.to }, interval, flagged, thresholds: this.thresholds };
    return new Map(services.map((service) => [service.id, { service: serviceName(service), ...about, lines: satisfactionLines(answers.get(service.id) ?? [], parts, this.thresholds, material?.of([service.id])) }]));
  }
}
