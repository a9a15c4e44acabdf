import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { Snapshots } from "../database/snapshots";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { checkSeries, type AnswerSeriesCut } from "./domain/check-series";
import type { PooledSatisfaction } from "./domain/pooled-satisfaction";
import { satisfactionLines } from "./domain/satisfaction-series";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";
import type { SeriesComparisons } from "./series-comparisons";

/** What people say of many services together over time: of an agency, or of the country. Reads released answers only. */
export class PooledSatisfactionService {
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
   * The lines of the agency's services together, as far as the actor may see them; without an agency, of all. Answers are
   * added up only where instrument, version, moment and mode are the same. Refusals: `NOT_FOUND` (also for an agency of
   * which nothing is the actor's) and those of `checkSeries`.
   * @throws AccessDenied
   */
  async read(actor: Actor, agency: string | null, cut: AnswerSeriesCut): Promise<Fresh<PooledSatisfaction> | Refusal> {
    this.access.require(actor, "reports.read");
    const today = localDay(this.clock(), "UTC");
    const parts = checkSeries(cut, today);
    if (parts instanceof Refusal) return parts;
    const { period, interval, flagged = "INCLUDE" } = cut;
    return this.snapshots.read(async (unit, freshness) => {
      const serviceIds = await this.scope.services(unit, actor, agency === null ? {} : { agencies: [agency] });
      if (serviceIds instanceof Refusal) return new Refusal(serviceIds.code, serviceIds.message, ["agency"]);
      const about = { freshness, agency, services: serviceIds.length, period: { from: period.from, to: period.to }, interval, flagged, thresholds: this.thresholds };
      const answers = serviceIds.length === 0 ? [] : await this.tallies.pooledAnswers(unit, { serviceIds, period, flagged }, interval === "MONTH" ? "MONTH" : "DAY");
      const windows = this.comparisons.windows(parts, interval, today);
      if (windows === undefined || serviceIds.length === 0) return { ...about, lines: satisfactionLines(answers, parts, this.thresholds) };
      const material = await this.comparisons.read(unit, serviceIds, windows, { byMonth: interval === "MONTH", flagged });
      const comparison = material.of(serviceIds, new Map(serviceIds.map((id) => [id, id])));
      // Few services can each be a tenth of the whole: only those are looked up by name.
      const names = await this.catalogue.services(unit, comparison.shifts.flatMap(({ by, what }) => (by === "SERVICE" && what !== null ? [what] : [])));
      const shifts = comparison.shifts.map((shift) => ({ ...shift, what: nameOf(names.get(shift.what ?? "")) ?? shift.what }));
      return { ...about, lines: satisfactionLines(answers, parts, this.thresholds, { ...comparison, shifts }) };
    });
  }
}

function nameOf(service: ServiceFacts | undefined): string | undefined {
  return service === undefined ? undefined : `${service.agencyCode}/${service.code}`;
}
