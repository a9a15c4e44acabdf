import type { StepKind } from "../../../catalogue/domain/step-kind";
import { effortBurden } from "../../../statistics/effort-burden";
import { effortWeightCorners } from "../../../statistics/effort-weight-corners";
import { expectedRank } from "../../../statistics/expected-rank";
import { normalQuantile } from "../../../statistics/normal-quantile";
import { type BoundedBurden, weighEffort, type WeighedEffort } from "../../../statistics/weigh-effort";
import { isReading, mainReading, type Ranked, type RankedKeys, type ScoreReading, type StepKey, type UnrankedReason } from "../rank-steps";
import type { Thresholds } from "../thresholds";
import type { Estimate } from "../estimate";
import { effortIndex, effortVerdict, evidenceN } from "./effort-index";
import { type EffortPolicy, type EffortProfile, PROFILES } from "./effort-policy";
import { richestProfile, type StepEvidence } from "./step-evidence";

/** A step that may have a place in a ranking by index. */
export interface IndexCandidate extends StepKey {
  /** Null: no version knows it. */
  readonly kind: StepKind | null;
  readonly evidence: StepEvidence;
}

export interface IndexRankingWanted {
  /** Null: the profile that most steps can be ranked in, the richest of several. */
  readonly profile: EffortProfile | null;
  /** The surely easiest first, by the upper limit; else the surely hardest, by the lower one. */
  readonly easiest: boolean;
  /** How many rows are shown: the top of which the corners of the weights are asked. */
  readonly first: number;
}

/** A step that surely is not hard, beside which one of its kind can be put. */
export interface BestOfKind extends StepKey {
  readonly index: Estimate;
}

/** What is known of a ranked step from all the others. */
export interface IndexPlace {
  /** Its place if the draw were repeated: near the middle where it cannot be told apart. Null: more steps than it is worked out for. */
  readonly expectedRank: number | null;
  /** Share of the ways to weigh the pillars otherwise in which it stays among the rows shown. */
  readonly staysInTop: number;
  readonly bestOfKind: BestOfKind | null;
}

export interface IndexRanking extends RankedKeys {
  readonly profile: EffortProfile | null;
  readonly reading: ScoreReading | undefined;
  /** Of the rows shown, in order. */
  readonly places: readonly IndexPlace[];
}

interface Weighed extends IndexCandidate {
  readonly names: readonly string[];
  readonly burdens: readonly BoundedBurden[];
  readonly weighed: WeighedEffort & { readonly index: number };
  readonly bound: number;
}

/** Up to this many steps every one is compared with every other. */
const MOST_COMPARED = 1_000;

/**
 * Steps of one profile by the limit of their index that a small sample cannot push to the top (METHODS 2.2 and 5.2). No
 * place: another profile or another reading of the answers, fewer than `moderateFrom` behind it, less than half measured.
 */
export function rankIndexes(candidates: readonly IndexCandidate[], policy: EffortPolicy, thresholds: Thresholds, { profile: wanted, easiest, first }: IndexRankingWanted): IndexRanking {
  const profiled = candidates.map((candidate) => ({ ...candidate, profile: richestProfile(candidate.evidence) }));
  const reading = mainReading(candidates.flatMap(({ evidence }) => (evidence.reading === null ? [] : [{ ...evidence.reading, n: evidence.shares.DIFFICULTY?.n ?? 0 }])));
  const isOther = ({ profile, evidence }: (typeof profiled)[number]): boolean => profile !== "LOG" && evidence.reading !== null && reading !== undefined && !isReading(evidence.reading, reading);
  const profile = wanted ?? commonest(profiled.filter((step) => !isOther(step)).map((step) => step.profile));
  const unranked = new Map<UnrankedReason, number>();
  const ranked: Weighed[] = [];
  for (const step of profiled) {
    const weighed = step.profile === null ? "NOT_KNOWN" : step.profile !== profile ? "OTHER_PROFILE" : isOther(step) ? "OTHER_READING" : weigh(step, step.profile, policy, thresholds, easiest);
    if (typeof weighed === "string") unranked.set(weighed, (unranked.get(weighed) ?? 0) + 1);
    else ranked.push(weighed);
  }
  const direction = easiest ? 1 : -1;
  ranked.sort((a, b) => direction * (a.bound - b.bound) || compare(a.serviceId, b.serviceId) || compare(a.stepCode, b.stepCode));
  return {
    ranked: ranked.map(({ serviceId, stepCode, bound }): Ranked => ({ serviceId, stepCode, bound })),
    ...{ unranked, profile, reading: profile === null || profile === "LOG" ? undefined : reading },
    places: profile === null ? [] : placesOf(ranked, profile, policy, thresholds, { easiest, first }),
  };
}

function commonest(profiles: readonly (EffortProfile | null)[]): EffortProfile | null {
  const counts = PROFILES.map((profile) => ({ profile, n: profiles.filter((one) => one === profile).length }));
  return counts.reduce<{ profile: EffortProfile | null; n: number }>((most, own) => (own.n > most.n ? own : most), { profile: null, n: 0 }).profile;
}

function weigh(step: IndexCandidate, profile: EffortProfile, policy: EffortPolicy, thresholds: Thresholds, easiest: boolean): Weighed | UnrankedReason {
  const signals = policy.profiles[profile];
  const n = evidenceN(step.evidence, signals);
  if (n < thresholds.moderateFrom) return "TOO_FEW";
  const names: string[] = [];
  const burdens: BoundedBurden[] = [];
  const weights: number[] = [];
  for (const signal of signals) {
    const burden = effortBurden(signal, step.evidence.shares[signal.name], thresholds.confidence);
    if (burden === null) continue;
    names.push(signal.name);
    burdens.push(burden);
    weights.push(signal.weight);
  }
  const { index, interval, coverage } = weighEffort(burdens, weights, policy.correlation);
  if (index === null || coverage < LEAST_COVERAGE) return "NOT_KNOWN";
  return { ...step, names, burdens, weighed: { index, interval, coverage }, bound: easiest ? interval.high : interval.low };
}

// Grade B, less the last bit of a sum of decimals. METHODS 5.2: only A and B are published.
const LEAST_COVERAGE = 0.5 - 1e-9;

function placesOf(ranked: readonly Weighed[], profile: EffortProfile, policy: EffortPolicy, thresholds: Thresholds, { easiest, first }: Pick<IndexRankingWanted, "easiest" | "first">): readonly IndexPlace[] {
  const shown = ranked.slice(0, first);
  if (shown.length === 0) return [];
  const inTop = topOfCorners(ranked, profile, policy, easiest, shown.length);
  const z = normalQuantile((1 + thresholds.confidence) / 2);
  const expected = ranked.length > MOST_COMPARED ? null : expectedRank(
    ranked.map(({ weighed }) => (easiest ? -weighed.index : weighed.index)),
    ranked.map(({ weighed: { interval } }) => ((interval.high - interval.low) / (2 * z)) ** 2),
  );
  const best = bestOfKinds(ranked, policy, thresholds);
  return shown.map((step, place) => ({ expectedRank: expected?.[place] ?? null, staysInTop: inTop[place] ?? 0, bestOfKind: best(step) }));
}

/** Of each of the first `first` steps, the share of the corners of the weights in which it is among the first `first` too. */
function topOfCorners(ranked: readonly Weighed[], profile: EffortProfile, policy: EffortPolicy, easiest: boolean, first: number): readonly number[] {
  const corners = effortWeightCorners(policy.profiles[profile]).map((corner) => ({ weights: new Map(corner.map(({ name, weight }) => [name, weight])), bounds: new Float64Array(ranked.length) }));
  // Step by step and not corner by corner: what is known of a step is many small things in memory, gone through once.
  for (const [place, { names, burdens }] of ranked.entries()) {
    for (const { weights, bounds } of corners) {
      const { interval } = weighEffort(burdens, names.map((name) => weights.get(name) ?? 0), policy.correlation);
      bounds[place] = easiest ? -interval.high : interval.low;
    }
  }
  const lasts = corners.map(({ bounds }) => Float64Array.from(bounds).sort()[bounds.length - first] ?? -Infinity);
  return Array.from({ length: first }, (_, place) => corners.filter(({ bounds }, corner) => (bounds[place] ?? -Infinity) >= (lasts[corner] ?? Infinity)).length / corners.length);
}

/** The surely easiest step of a kind in another service than the step's own; null: none is sure. */
function bestOfKinds(ranked: readonly Weighed[], policy: EffortPolicy, thresholds: Thresholds): (step: IndexCandidate) => BestOfKind | null {
  const best = new Map<StepKind, Weighed[]>();
  const sure = ranked.filter(({ weighed }) => effortVerdict(weighed.interval, policy) === "NOT_HIGH").sort((a, b) => a.weighed.interval.high - b.weighed.interval.high);
  for (const step of sure) {
    if (step.kind === null) continue;
    const own = best.get(step.kind) ?? [];
    // Two of different services are enough to have one elsewhere.
    if (own.length < 2 && own.every(({ serviceId }) => serviceId !== step.serviceId)) best.set(step.kind, [...own, step]);
  }
  return ({ kind, serviceId }) => {
    const found = kind === null ? undefined : best.get(kind)?.find((step) => step.serviceId !== serviceId);
    if (found === undefined) return null;
    return { serviceId: found.serviceId, stepCode: found.stepCode, index: effortIndex(found.evidence, policy, thresholds).estimate };
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
