import type { CatalogueLookup, TraitsWanted } from "../catalogue/catalogue.lookup";
import { UNMAPPED } from "../catalogue/domain/unmapped-step";
import type { UnitOfWork } from "../database/unit-of-work";
import type { TalliesLookup, TallyQuery } from "../tallies/tallies.lookup";
import { groupedBy } from "./domain/grouped-by";
import { readingsOf } from "./domain/measure";
import { mainReading, type Ranked, type RankedKeys, rankMeans, rankShares, rankTotals, type ScoreReading, type StepKey, type StepTotal, type UnrankedReason } from "./domain/rank-steps";
import type { EffortFilter } from "./domain/report-filter";
import { chosenSteps, serviceName } from "./domain/service-effort";
import { isShareOrder, isTimeOrder, SHARES, type StepOrder, TIMES } from "./domain/step-order";
import type { RankedStep, StepCut, StepRanking } from "./domain/step-ranking";
import type { Thresholds } from "./domain/thresholds";
import { effortQuery } from "./effort-query";

interface Ordering extends RankedKeys {
  readonly reading?: ScoreReading | undefined;
}

/**
 * Ranks the steps of any number of services inside a unit of work that is already open. Of all steps only the measure in
 * question is read and only its bound computed; everything else is read for the rows that are shown.
 */
export class StepRankings {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly thresholds: Thresholds,
  ) {}

  /** `times`: whether the rows are to tell figures of time. */
  async ranking(unit: UnitOfWork, serviceIds: readonly string[], filter: EffortFilter, cut: StepCut, times: boolean): Promise<StepRanking> {
    const query = effortQuery(serviceIds, filter);
    const { ranked, unranked, reading } = await this.ordering(unit, query, filter, cut.orderBy);
    return {
      orderBy: cut.orderBy,
      ranked: ranked.length,
      unranked: [...unranked].map(([reason, steps]) => ({ reason, steps })).sort((a, b) => a.reason.localeCompare(b.reason)),
      reading: reading === undefined ? null : { ...reading, moment: filter.moment },
      rows: await this.rows(unit, ranked.slice(0, cut.first), filter, times),
    };
  }

  private async ordering(unit: UnitOfWork, query: TallyQuery, filter: EffortFilter, order: StepOrder): Promise<Ordering> {
    const wanted = await this.wanted(unit, query.serviceIds, filter, order);
    const own = <R extends StepKey>(rows: readonly R[]): { readonly rows: readonly R[]; readonly ownTime: number } => {
      const told = rows.filter((row) => wanted(row) !== "NO");
      const counted = told.filter((row) => wanted(row) === "YES");
      return { rows: counted, ownTime: told.length - counted.length };
    };
    if (isShareOrder(order)) {
      const { rows, ownTime } = own(await this.tallies.stepSums(unit, query, SHARES[order].x, SHARES[order].n));
      const keys = rankShares(rows, this.thresholds);
      return ownTime === 0 ? keys : { ...keys, unranked: new Map<UnrankedReason, number>([...keys.unranked, ["OWN_EXPECTED_TIME", ownTime]]) };
    }
    if (isTimeOrder(order)) {
      const { rows } = own(await this.tallies.stepTimes(unit, query, TIMES[order]));
      return rankTotals(rows.map(({ serviceId, stepCode, totalMs, n }) => ({ serviceId, stepCode, total: totalMs / 1_000, n })));
    }
    if (order === "EXTRA_PASSAGES") {
      const { rows } = own(await this.tallies.stepSums(unit, query, ["passages"], ["reached"]));
      return rankTotals(rows.map(({ serviceId, stepCode, x, n }) => ({ serviceId, stepCode, total: x - n, n })));
    }
    if (order === "HOURS") {
      const { rows } = own(await this.tallies.stepTimes(unit, query, "SERVICE", ["BENEFICIARY"]));
      return rankTotals(rows.map(({ serviceId, stepCode, totalMs, n }) => ({ serviceId, stepCode, total: totalMs / 3_600_000, n })));
    }
    if (order === "TRIPS") return rankTotals(own(await this.trips(unit, query)).rows);
    const instruments = readingsOf("STEP_EASE");
    const { rows } = own(await this.tallies.stepRatings(unit, query, filter.moment, instruments.map(({ instrument }) => instrument)));
    const reading = mainReading(rows);
    const scaleMax = instruments.find(({ instrument }) => instrument === reading?.instrumentCode)?.max ?? 0;
    return { ...rankMeans(rows, reading, scaleMax, this.thresholds), reading };
  }

  /** Passages of steps while the version that was followed asked people to come: added up over such versions. */
  private async trips(unit: UnitOfWork, query: TallyQuery): Promise<readonly StepTotal[]> {
    const inPerson = await this.catalogue.stepVersions(unit, query.serviceIds, { inPerson: true });
    const versions = new Set(inPerson.map(({ procedureId, stepCode }) => `${procedureId} ${stepCode}`));
    const serviceIds = [...new Set(inPerson.map(({ serviceId }) => serviceId))];
    const passed = await this.tallies.stepSums(unit, { ...query, serviceIds, byProcedure: true }, ["passages"], ["reached"]);
    const trips = groupedBy(passed.filter(({ procedureId = "", stepCode }) => versions.has(`${procedureId} ${stepCode}`)), keyOf);
    return [...trips.values()].flatMap((rows) => {
      const [{ serviceId, stepCode } = { serviceId: "", stepCode: "" }] = rows;
      return { serviceId, stepCode, total: rows.reduce((sum, { x }) => sum + x, 0), n: rows.reduce((sum, { n }) => sum + n, 0) };
    });
  }

  /** Which steps the filter asks for. Passages that nobody has mapped are no step. `OWN`: an owner's own word on how long it should take. */
  private async wanted(unit: UnitOfWork, serviceIds: readonly string[], { stepKinds, automation }: EffortFilter, order: StepOrder): Promise<(step: StepKey) => "YES" | "NO" | "OWN"> {
    const filtered = stepKinds !== undefined || automation !== undefined;
    if (!filtered && order !== "OVER_TIME") return ({ stepCode }) => (stepCode === UNMAPPED ? "NO" : "YES");
    const traits: TraitsWanted = { ...(stepKinds === undefined ? {} : { kinds: stepKinds }), ...(automation === undefined ? {} : { automation }) };
    const known = new Map((await this.catalogue.stepTraits(unit, serviceIds, traits)).map((step) => [keyOf(step), step.ownExpectedTime]));
    return (step) => {
      const ownTime = known.get(keyOf(step));
      if (step.stepCode === UNMAPPED || (filtered && ownTime === undefined)) return "NO";
      return order === "OVER_TIME" && ownTime === true ? "OWN" : "YES";
    };
  }

  private async rows(unit: UnitOfWork, shown: readonly Ranked[], filter: EffortFilter, times: boolean): Promise<RankedStep[]> {
    const codes = groupedBy(shown, (step) => step.serviceId);
    const serviceIds = [...codes.keys()];
    if (serviceIds.length === 0) return [];
    const query = effortQuery(serviceIds, filter);
    const stepCodes = [...new Set(shown.map((step) => step.stepCode))];
    const services = await this.catalogue.services(unit, serviceIds);
    const passages = groupedBy(await this.tallies.passages(unit, query), (row) => row.serviceId);
    const durations = groupedBy(times ? await this.tallies.durations(unit, { ...query, calendar: "CLOCK", stepCodes }) : [], (row) => row.serviceId);
    const invitations = groupedBy(await this.tallies.invitations(unit, query), (row) => row.serviceId);
    const answers = groupedBy(await this.tallies.answers(unit, { serviceIds, period: filter.period }), (row) => row.serviceId);
    const figures = new Map(
      [...services.values()].flatMap((service) => {
        const of = <R>(rows: ReadonlyMap<string, readonly R[]>): readonly R[] => rows.get(service.id) ?? [];
        const counts = { transactions: [], passages: of(passages), durations: of(durations), invitations: of(invitations), answers: of(answers) };
        const steps = chosenSteps(service, counts, filter, this.thresholds, new Set(of(codes).map((step) => step.stepCode)));
        return steps.map((step) => [keyOf({ serviceId: service.id, stepCode: step.code }), step] as const);
      }),
    );
    return shown.flatMap((step, index) => {
      const [service, own] = [services.get(step.serviceId), figures.get(keyOf(step))];
      return service === undefined || own === undefined ? [] : [{ rank: index + 1, bound: step.bound, service: serviceName(service), figures: own }];
    });
  }
}

function keyOf({ serviceId, stepCode }: StepKey): string {
  return `${serviceId} ${stepCode}`;
}
