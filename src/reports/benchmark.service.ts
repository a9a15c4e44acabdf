import type { CatalogueLookup, NamesOfService } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import { sideBySide, type UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import type { Period } from "../shared/period";
import { Refusal } from "../shared/refusal";
import { type Dimension, monthsOverBefore } from "../tallies/domain/publishable-cells";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { type Benchmark, benchmark, type BenchmarkWanted } from "./domain/benchmark/benchmark";
import { type BenchmarkCut, checkBenchmarkFilter } from "./domain/benchmark/benchmark-filter";
import type { UnitCounts } from "./domain/benchmark/benchmark-unit";
import { declaredIn } from "./domain/coverage-estimate";
import { groupedBy } from "./domain/grouped-by";
import { readingsOf } from "./domain/measure";
import type { ReportFilter } from "./domain/report-filter";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";

/** Whom a benchmark counts: all, whoever asks. What is not the reader's own has no name in the answer. */
const EVERYBODY: Actor = { kind: "system", job: "benchmark" };

/** Which agencies or services may be compared, how they compare, and why others may not. */
export class BenchmarkService {
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
   * The benchmark over what the filter names: of the actor's own, or, where it names nothing, over all of the country, of
   * which an owner sees the own by name and the others without. Answers are told by circumstance once their month has been over
   * for a week; the months before that are compared (`told`), and nothing else, so that all figures are about the same.
   *
   * Refusals, with the path inside the filter: those of `checkBenchmarkFilter`; `NOT_FOUND` (also for what is somebody else's) and `AMBIGUOUS_SERVICE`.
   * @throws AccessDenied
   */
  async compare(actor: Actor, filter: ReportFilter, cut: BenchmarkCut): Promise<Fresh<Benchmark> | Refusal> {
    this.access.require(actor, "reports.read");
    const checked = checkBenchmarkFilter(filter, cut);
    if (checked instanceof Refusal) return checked;
    return this.snapshots.read(async (unit, freshness) => {
      const named = checked.agencies !== undefined || checked.services !== undefined;
      const ids = await this.scope.services(unit, named ? actor : EVERYBODY, checked);
      if (ids instanceof Refusal) return ids;
      const told = this.told(checked.period);
      return { freshness, ...benchmark(await this.units(unit, actor, told === null ? [] : ids, { ...checked, period: told ?? checked.period }), checked, told, this.thresholds) };
    });
  }

  private told({ from, to }: Period): Period | null {
    const over = monthsOverBefore(localDay(this.clock(), "UTC"));
    return from >= over ? null : { from, to: to < over ? to : over };
  }

  private async units(unit: UnitOfWork, actor: Actor, serviceIds: readonly string[], filter: BenchmarkWanted): Promise<readonly UnitCounts[]> {
    if (serviceIds.length === 0) return [];
    const { period, flagged } = filter;
    // Answers to anything else are neither compared nor a reason why not.
    const instruments = readingsOf(filter.measure).map(({ instrument }) => instrument);
    const [names, dated, told, recorded, volumes] = await sideBySide(
      this.catalogue.namesOf(unit, serviceIds),
      this.tallies.datedAnswers(unit, { serviceIds, period, flagged, instruments }, "MONTH"),
      this.tallies.breakdowns(unit, { serviceIds, months: period, dimensions: [filter.mix, "LANGUAGE", "OUTCOME"], instruments, flagged, wholeOnly: true }),
      this.tallies.transactions(unit, { serviceIds, period }),
      this.catalogue.volumesOf(unit, serviceIds),
    );
    const by = (wanted: Dimension) => groupedBy(told.filter(({ dimension }) => dimension === wanted), (row) => row.serviceId);
    const [mix, languages, outcomes] = [by(filter.mix), by("LANGUAGE"), by("OUTCOME")];
    const [answers, transactions, declared] = [groupedBy(dated, (row) => row.serviceId), groupedBy(recorded, (row) => row.serviceId), groupedBy(volumes, (row) => row.serviceId)];
    const counted = (ids: readonly string[]): Pick<UnitCounts, "answers" | "mix" | "languages" | "outcomes" | "transactions" | "recorded" | "declared"> => {
      const known = ids.flatMap((id) => {
        const n = declaredIn(period, declared.get(id) ?? []);
        return n === null ? [] : [{ id, n }];
      });
      const of = <R>(rows: ReadonlyMap<string, readonly R[]>, from: readonly string[] = ids): readonly R[] => from.flatMap((id) => rows.get(id) ?? []);
      return {
        answers: of(answers), mix: of(mix), languages: of(languages), outcomes: of(outcomes), transactions: of(transactions),
        recorded: of(transactions, known.map(({ id }) => id)).reduce((sum, { n }) => sum + n, 0),
        declared: known.length === 0 ? null : known.reduce((sum, { n }) => sum + n, 0),
      };
    };
    return [...groupedBy(names, ({ id, agencyId }) => (filter.of === "SERVICES" ? id : agencyId)).values()].flatMap((members) => {
      const [first] = members;
      return first === undefined ? [] : [{ ...this.named(actor, first, filter), ...counted(members.map(({ id }) => id)) }];
    });
  }

  private named(actor: Actor, { id, code, names, agencyId, agencyCode, agencyNames }: NamesOfService, { of }: BenchmarkWanted): Pick<UnitCounts, "agencyId" | "agency" | "service" | "own"> {
    const services = of === "SERVICES";
    const own = this.access.covers(actor, services ? { agencyId, serviceId: id } : { agencyId });
    return { agencyId, agency: { code: agencyCode, names: agencyNames }, service: services ? { code, names } : null, own };
  }
}
