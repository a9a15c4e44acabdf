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
import { checkSeries, type SeriesCut } from "./domain/check-series";
import { type DatedDurations, durationPoints, type DurationSeries } from "./domain/duration-series";
import { groupedBy } from "./domain/grouped-by";
import { serviceName } from "./domain/service-effort";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";
import type { SeriesRequest } from "./satisfaction-series.service";

/** How long services take over time, by the clock and by the working calendar of the agency. */
export class DurationSeriesService {
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
   * The series of one service, `CODE` or `AGENCY/CODE`.
   *
   * Refusals: `NOT_FOUND` (also for what is somebody else's), `AMBIGUOUS_SERVICE`, `INVALID_DAY`, `EMPTY_PERIOD`,
   * `PERIOD_TOO_FINE`, `TOO_MANY_POINTS`.
   * @throws AccessDenied
   */
  async named(actor: Actor, name: string, cut: SeriesCut): Promise<Fresh<DurationSeries> | Refusal> {
    this.access.require(actor, "reports.read");
    const parts = checkSeries(cut, this.today());
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
  readonly ofServices = async (requests: readonly SeriesRequest[]): Promise<readonly (Fresh<DurationSeries> | Refusal)[]> => {
    for (const { actor } of requests) this.access.require(actor, "reports.read");
    const answers = new Map<SeriesRequest, Fresh<DurationSeries> | Refusal>();
    for (const alike of groupedBy(requests, ({ period, interval }) => `${period.from} ${period.to} ${interval}`).values()) {
      const [first] = alike;
      const parts = first === undefined ? [] : checkSeries(first, this.today());
      for (const request of alike) if (parts instanceof Refusal) answers.set(request, parts);
      if (first === undefined || parts instanceof Refusal) continue;
      const found = await this.snapshots.read((unit, freshness) => this.read(unit, freshness, first.actor, alike.map(({ serviceId }) => serviceId), first, parts));
      for (const request of alike) answers.set(request, found.get(request.serviceId) ?? notFound("service"));
    }
    return requests.map((request) => answers.get(request) ?? notFound("service"));
  };

  private today(): string {
    return localDay(this.clock(), "UTC");
  }

  private async read(unit: UnitOfWork, freshness: Freshness, actor: Actor, serviceIds: readonly string[], { period, interval }: SeriesCut, parts: readonly Period[]): Promise<ReadonlyMap<string, Fresh<DurationSeries>>> {
    const services = (await this.catalogue.namesOf(unit, serviceIds)).filter(({ id, agencyId }) => this.access.covers(actor, { agencyId, serviceId: id }));
    if (services.length === 0) return new Map();
    // The empty text: whole transactions.
    const rows = await this.tallies.durations(unit, { serviceIds: services.map(({ id }) => id), period, stepCodes: [""], over: interval });
    const dated = groupedBy(rows.flatMap((row) => (row.day === undefined ? [] : [{ ...row, day: row.day }])), ({ serviceId }) => serviceId);
    const about = { freshness, period: { from: period.from, to: period.to }, interval, thresholds: this.thresholds };
    const points = (of: readonly DatedDurations[] | undefined): DurationSeries["points"] => durationPoints(of ?? [], parts, this.thresholds);
    return new Map(services.map((service) => [service.id, { service: serviceName(service), ...about, points: points(dated.get(service.id)) }]));
  }
}
