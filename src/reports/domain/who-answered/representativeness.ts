import { chiSquareQuantile } from "../../../statistics/chi-square-quantile";
import { normalQuantile } from "../../../statistics/normal-quantile";
import { absentEstimate } from "../absent-estimate";
import { type Estimate, sampled } from "../estimate";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";

/** By what those who answered are set against all. */
export const Circumstance = { CHANNEL: "CHANNEL", SEGMENT: "SEGMENT", LANGUAGE: "LANGUAGE", OUTCOME: "OUTCOME" } as const;
export type Circumstance = keyof typeof Circumstance;

/** Those who answered, as far as it may be told how many of each group they were. */
export interface Respondents {
  /** Groups of which it is told; the others had none, unless `hidden`. */
  readonly told: ReadonlyMap<string | null, number>;
  /** Whether some groups are hidden: then the told ones are set against each other alone. */
  readonly hidden: boolean;
}

/** Those who answered beside all transactions, by one circumstance. */
export interface Representativeness {
  readonly by: Circumstance;
  readonly groups: readonly RepresentedGroup[];
  /** Whether they differ beyond chance, and by more than a standardised difference of 0.1 somewhere. Null: too few to tell. */
  readonly different: boolean | null;
  /** Whether what people say differs by it, so that the difference bends the score. Null: too few to tell. */
  readonly scoreDiffers: boolean | null;
}

export interface RepresentedGroup {
  /** Null: nobody said. */
  readonly value: string | null;
  /** Its share of all transactions. */
  readonly transactions: Estimate;
  /** Its share of those who answered, of the groups told; hidden where too few did. */
  readonly respondents: Estimate;
  /** Standardised difference of the two; above 0: more of those who answered. */
  readonly difference: Estimate;
}

/** A difference beyond this counts (METHODS 8). */
const LARGE = 0.1;
/** Four circumstances are looked at, so each is held against chance at one in a hundred. */
const CHANCE = 0.99;
/** Groups of which fewer are expected are taken together in a test. */
const EXPECTED = 5;

/** @param population transactions that the moment asks about, by value @param score favourable answers and all, by value */
export function representativeness(
  by: Circumstance,
  population: ReadonlyMap<string | null, number>,
  { told, hidden }: Respondents,
  score: ReadonlyMap<string | null, readonly [favourable: number, n: number]>,
  thresholds: Thresholds,
): Representativeness {
  const all = sum(population.values());
  const compared = new Map([...population].filter(([value]) => !hidden || told.has(value)));
  const [base, n] = [sum(compared.values()), sum([...compared.keys()].map((value) => told.get(value) ?? 0))];
  const groups = [...population].sort(([a, x], [b, y]) => y - x || ((a ?? "") < (b ?? "") ? -1 : 1)).map(([value, size]) => {
    const own = compared.has(value) ? (told.get(value) ?? 0) : null;
    return {
      value,
      transactions: shareEstimate(size, all, "LOG", thresholds),
      respondents: own === null ? absentEstimate("SHARE", "WILSON", "SMALL_CELL") : shareEstimate(own, n, "LOG", thresholds),
      difference: standardisedDifference(own, n, size / base, thresholds),
    };
  });
  const large = groups.some(({ difference }) => Math.abs(difference.value ?? 0) > LARGE);
  const beyondChance = testAgainst(compared, told, base, n);
  return { by, groups, different: beyondChance === null ? null : beyondChance && large, scoreDiffers: scoresDiffer(score) };
}

/** (p − P) ÷ √((p(1−p) + P(1−P))/2), P of the population, with the interval that the sampling of p leaves. */
function standardisedDifference(x: number | null, n: number, share: number, thresholds: Thresholds): Estimate {
  if (x === null || n === 0) return absentEstimate("RATIO", "STANDARDISED_DIFFERENCE", x === null ? "SMALL_CELL" : "NO_DATA");
  const own = x / n;
  const spread = Math.sqrt((own * (1 - own) + share * (1 - share)) / 2);
  if (spread === 0) return own === share ? sampled({ unit: "RATIO", method: "STANDARDISED_DIFFERENCE", value: 0, low: 0, high: 0, n }, thresholds) : absentEstimate("RATIO", "STANDARDISED_DIFFERENCE", "NO_INTERVAL");
  const value = (own - share) / spread;
  const half = (normalQuantile((1 + thresholds.confidence) / 2) * Math.sqrt((share * (1 - share)) / n)) / spread;
  return sampled({ unit: "RATIO", method: "STANDARDISED_DIFFERENCE", value, low: value - half, high: value + half, n }, thresholds);
}

/** Pearson's test of those who answered against the shares of all, rare groups together. Null: nothing to test. */
function testAgainst(population: ReadonlyMap<string | null, number>, told: ReadonlyMap<string | null, number>, all: number, n: number): boolean | null {
  if (n === 0 || all === 0) return null;
  const cells = [...population].map(([value, size]) => ({ expected: (n * size) / all, observed: told.get(value) ?? 0 }));
  const apart = cells.filter(({ expected }) => expected >= EXPECTED);
  const rest = { expected: n - sum(apart.map(({ expected }) => expected)), observed: n - sum(apart.map(({ observed }) => observed)) };
  const tested = rest.expected >= EXPECTED ? [...apart, rest] : apart;
  if (tested.length < 2) return null;
  const statistic = sum(tested.map(({ expected, observed }) => (observed - expected) ** 2 / expected));
  return statistic > chiSquareQuantile(CHANCE, tested.length - 1);
}

/** Pearson's test of favourable answers by group, at one in twenty. Null: fewer than two groups with enough answers. */
function scoresDiffer(score: ReadonlyMap<string | null, readonly [favourable: number, n: number]>): boolean | null {
  const n = [...score.values()].reduce((sum, [, one]) => sum + one, 0);
  const favourable = [...score.values()].reduce((sum, [one]) => sum + one, 0);
  if (n === 0 || favourable === 0 || favourable === n) return null;
  const share = favourable / n;
  const groups = [...score.values()].filter(([, size]) => size * Math.min(share, 1 - share) >= EXPECTED);
  if (groups.length < 2) return null;
  const statistic = groups.reduce((sum, [x, size]) => sum + (x - size * share) ** 2 / (size * share * (1 - share)), 0);
  return statistic > chiSquareQuantile(0.95, groups.length - 1);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const n of numbers) total += n;
  return total;
}
