import type { CatalogueLookup, TraitsWanted } from "../catalogue/catalogue.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import { UNMAPPED } from "../catalogue/domain/unmapped-step";
import type { UnitOfWork } from "../database/unit-of-work";
import type { TalliesLookup, TallyQuery } from "../tallies/tallies.lookup";
import type { EffortPolicy, EffortProfile } from "./domain/effort-index/effort-policy";
import type { IndexPlace } from "./domain/effort-index/rank-indexes";
import { groupedBy } from "./domain/grouped-by";
import { readingsOf } from "./domain/measure";
import { mainReading, type Ranked, type RankedKeys, rankMeans, rankShares, rankTotals, type ScoreReading, type StepKey, type StepTotal, type UnrankedReason } from "./domain/rank-steps";
import type { EffortFilter } from "./domain/report-filter";
import { chosenSteps, serviceName } from "./domain/service-effort";
import { type IndexOrder, isIndexOrder, isShareOrder, isTimeOrder, SHARES, type StepOrder, TIMES } from "./domain/step-order";
import type { StepCut } from "./domain/step-cut";
import type { RankedPlace, RankedStep, StepRanking } from "./domain/step-ranking";
import type { Thresholds } from "./domain/thresholds";
import { effortQuery } from "./effort-query";
import type { IndexBases } from "./index-bases";
import type { IndexRankings } from "./index-rankings";

interface Ordering extends RankedKeys {
  readonly reading?: ScoreReading | undefined;
  readonly profile?: EffortProfile | null;
  readonly places?: readonly IndexPlace[];
}

/**
 * Ranks the steps of any number of services inside a unit of work that is already open. Of all steps only the measure in
 * question is read and only its bound computed; everything else is read for the rows that are shown.
 */
export class StepRankings {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly bases: IndexBases,
    private readonly indexes: IndexRankings,
    private readonly thresholds: Thresholds,
  ) {}

  /** `times`: whether the rows are to tell figures of time. */
  async ranking(unit: UnitOfWork, serviceIds: readonly string[], filter: EffortFilter, cut: StepCut, times: boolean): Promise<StepRanking> {
    const query = effortQuery(serviceIds, filter);
    const policy = await this.bases.policy(unit, filter.period);
    const { orderBy } = cut;
    const { ranked, unranked, reading, profile = null, places = [] }: Ordering = isIndexOrder(orderBy)
      ? await this.indexes.ordering(unit, query, filter, policy, { profile: cut.profile ?? null, easiest: orderBy === "EASIEST", first: cut.first })
      : await this.ordering(unit, query, filter, orderBy);
    return {
      ...{ orderBy, asked: cut.profile ?? null, profile },
      ranked: ranked.length,
      unranked: [...unranked].map(([reason, steps]) => ({ reason, steps })).sort((a, b) => a.reason.localeCompare(b.reason)),
      reading: reading === undefined ? null : { ...reading, moment: filter.moment },
      rows: await this.rows(unit, ranked.slice(0, cut.first), filter, policy, { times, places }),
    };
  }

  private async ordering(unit: UnitOfWork, query: TallyQuery, filter: EffortFilter, order: Exclude<StepOrder, IndexOrder>): Promise<Ordering> {
    const wanted = await this.wanted(unit, query.serviceIds, filter, order);
    const own = <R extends StepKey>(rows: readonly R[]): { readonly rows: readonly R[]; readonly ownTime: number } => {
      const told = rows.filter((row) => wanted(row) !== "NO");
      const counted = told.filter((row) => wanted(row) === "YES");
      return { rows: counted, ownTime: told.length - counted.length };
    };
    if (isShareOrder(order)) {
      const { rows, ownTime } = own(await this.tallies.stepSums(unit, query, SHARES[order]));
      const keys = rankShares(rows, this.thresholds);
      return ownTime === 0 ? keys : { ...keys, unranked: new Map<UnrankedReason, number>([...keys.unranked, ["OWN_EXPECTED_TIME", ownTime]]) };
    }
    if (isTimeOrder(order)) {
      const { rows } = own(await this.tallies.stepTimes(unit, query, TIMES[order]));
      return rankTotals(rows.map(({ serviceId, stepCode, totalMs, n }) => ({ serviceId, stepCode, total: totalMs / 1_000, n })));
    }
    if (order === "EXTRA_PASSAGES") {
      const { rows } = own(await this.tallies.stepSums(unit, query, { x: ["passages"], n: ["reached"] }));
      return rankTotals(rows.map(({ serviceId, stepCode, x, n }) => ({ serviceId, stepCode, total: x - n, n })));
    }
    if (order === "HOURS") {
      const { rows } = own(await this.tallies.stepTimes(unit, query, "SERVICE", ["BENEFICIARY"]));
      return rankTotals(rows.map(({ serviceId, stepCode, totalMs, n }) => ({ serviceId, stepCode, total: totalMs / 3_600_000, n })));
    }
    if (order === "TRIPS") return rankTotals(own(await this.trips(unit, query)).rows);
    const instruments = readingsOf("STEP_EASE");
    const { rows } = own(await this.tallies.stepRatings(unit, { ...query, flagged: filter.flagged }, filter.moment, instruments.map(({ instrument }) => instrument)));
    const reading = mainReading(rows);
    const scaleMax = instruments.find(({ instrument }) => instrument === reading?.instrumentCode)?.max ?? 0;
    return { ...rankMeans(rows, reading, scaleMax, this.thresholds), reading };
  }

  /** Passages of steps while the version that was followed asked people to come: added up over such versions. */
  private async trips(unit: UnitOfWork, query: TallyQuery): Promise<readonly StepTotal[]> {
    const inPerson = await this.catalogue.stepVersions(unit, query.serviceIds, { inPerson: true });
    const versions = new Set(inPerson.map(({ procedureId, stepCode }) => `${procedureId} ${stepCode}`));
    const serviceIds = [...new Set(inPerson.map(({ serviceId }) => serviceId))];
    const passed = await this.tallies.stepSums(unit, { ...query, serviceIds, byProcedure: true }, { x: ["passages"], n: ["reached"] });
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

  private async rows(unit: UnitOfWork, shown: readonly Ranked[], filter: EffortFilter, policy: EffortPolicy, { times, places }: { times: boolean; places: readonly IndexPlace[] }): Promise<RankedStep[]> {
    const codes = groupedBy(shown, (step) => step.serviceId);
    const serviceIds = [...codes.keys()];
    if (serviceIds.length === 0) return [];
    const query = effortQuery(serviceIds, filter);
    const stepCodes = [...new Set(shown.map((step) => step.stepCode))];
    const elsewhere = places.flatMap(({ bestOfKind }) => (bestOfKind === null ? [] : [bestOfKind.serviceId]));
    const services = await this.catalogue.services(unit, [...new Set([...serviceIds, ...elsewhere])]);
    const basis = await this.bases.of(unit, policy, serviceIds, filter.period, await this.catalogue.stepTraits(unit, serviceIds, {}), []);
    const passages = groupedBy(await this.tallies.passages(unit, query), (row) => row.serviceId);
    const durations = groupedBy(times ? await this.tallies.durations(unit, { ...query, calendar: "CLOCK", stepCodes }) : [], (row) => row.serviceId);
    const invitations = groupedBy(await this.tallies.invitations(unit, query), (row) => row.serviceId);
    const answers = groupedBy(await this.tallies.answers(unit, { serviceIds, period: filter.period, flagged: filter.flagged }), (row) => row.serviceId);
    const figures = new Map(
      serviceIds.flatMap((id) => services.get(id) ?? []).flatMap((service) => {
        const of = <R>(rows: ReadonlyMap<string, readonly R[]>): readonly R[] => rows.get(service.id) ?? [];
        const counts = { transactions: [], passages: of(passages), durations: of(durations), invitations: of(invitations), answers: of(answers) };
        const steps = chosenSteps(service, counts, filter, this.thresholds, basis(service.id), new Set(of(codes).map((step) => step.stepCode)));
        return steps.map((step) => [keyOf({ serviceId: service.id, stepCode: step.code }), step] as const);
      }),
    );
    return shown.flatMap((step, index) => {
      const [service, own] = [services.get(step.serviceId), figures.get(keyOf(step))];
      return service === undefined || own === undefined ? [] : [{ rank: index + 1, bound: step.bound, service: serviceName(service), figures: own, place: rankedPlace(places[index], services) }];
    });
  }
}

function rankedPlace(place: IndexPlace | undefined, services: ReadonlyMap<string, ServiceFacts>): RankedPlace | null {
  if (place === undefined) return null;
  const { bestOfKind, ...own } = place;
  const service = bestOfKind === null ? undefined : services.get(bestOfKind.serviceId);
  return { ...own, bestOfKind: bestOfKind === null || service === undefined ? null : { service: serviceName(service), step: bestOfKind.stepCode, index: bestOfKind.index } };
}

function keyOf({ serviceId, stepCode }: StepKey): string {
  return `${serviceId} ${stepCode}`;
}
