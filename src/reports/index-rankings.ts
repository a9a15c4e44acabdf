import type { CatalogueLookup, TraitsWanted } from "../catalogue/catalogue.lookup";
import { UNMAPPED } from "../catalogue/domain/unmapped-step";
import type { UnitOfWork } from "../database/unit-of-work";
import type { TalliesLookup, TallyQuery } from "../tallies/tallies.lookup";
import type { EffortPolicy } from "./domain/effort-index/effort-policy";
import { type IndexCandidate, type IndexRanking, type IndexRankingWanted, rankIndexes } from "./domain/effort-index/rank-indexes";
import { stepEvidence } from "./domain/effort-index/step-evidence";
import { isHidden } from "./domain/estimate";
import { groupedBy } from "./domain/grouped-by";
import { readingsOf } from "./domain/measure";
import type { EffortFilter } from "./domain/report-filter";
import type { Thresholds } from "./domain/thresholds";
import type { IndexBases } from "./index-bases";

const EASE = readingsOf("STEP_EASE").map(({ instrument }) => instrument);

/** Puts the steps of any number of services in the order of their index: all their signals in one statement, all answers in another. */
export class IndexRankings {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly bases: IndexBases,
    private readonly thresholds: Thresholds,
  ) {}

  async ordering(unit: UnitOfWork, query: TallyQuery, filter: EffortFilter, policy: EffortPolicy, wanted: IndexRankingWanted): Promise<IndexRanking> {
    return rankIndexes(await this.candidates(unit, query, filter, policy), policy, this.thresholds, wanted);
  }

  /** The steps that the filter asks for and that people passed or rated, with all that is known of their burden. */
  private async candidates(unit: UnitOfWork, query: TallyQuery, { stepKinds, automation, moment, period, channels, segments, flagged }: EffortFilter, policy: EffortPolicy): Promise<IndexCandidate[]> {
    const { serviceIds } = query;
    const asked: TraitsWanted = { ...(stepKinds === undefined ? {} : { kinds: stepKinds }), ...(automation === undefined ? {} : { automation }) };
    const traits = await this.catalogue.stepTraits(unit, serviceIds, asked);
    const filtered = stepKinds !== undefined || automation !== undefined;
    const kinds = new Map(traits.map((step) => [keyOf(step), step.kind]));
    const basis = await this.bases.of(unit, policy, serviceIds, period, traits, []);
    const passed = new Map((await this.tallies.passages(unit, query)).map((row) => [keyOf(row), row]));
    const cut = channels !== undefined || segments !== undefined;
    const ratings = cut ? [] : await this.tallies.stepRatings(unit, { ...query, flagged }, moment, EASE);
    const answers = groupedBy(ratings.filter(({ n }) => n > 0 && !isHidden(n, "ANSWERS", this.thresholds)), keyOf);
    const steps = new Map([...passed.values(), ...ratings].map(({ serviceId, stepCode }) => [keyOf({ serviceId, stepCode }), { serviceId, stepCode }]));
    const bases = new Map(serviceIds.map((serviceId) => [serviceId, basis(serviceId)]));
    return [...steps].flatMap(([key, { serviceId, stepCode }]) => {
      const own = bases.get(serviceId);
      if (stepCode === UNMAPPED || own === undefined || (filtered && !kinds.has(key))) return [];
      const evidence = stepEvidence({ counts: passed.get(key), answers: answers.get(key) ?? [], measured: own.measured, timed: own.timed.has(stepCode) });
      return { serviceId, stepCode, kind: kinds.get(key) ?? null, evidence };
    });
  }
}

function keyOf({ serviceId, stepCode }: { readonly serviceId: string; readonly stepCode: string }): string {
  return `${serviceId} ${stepCode}`;
}
