import { studentTQuantile } from "../../statistics/student-t-quantile";
import { wilsonInterval } from "../../statistics/wilson-interval";
import type { Mode } from "../../surveys/domain/collector";
import type { Thresholds } from "./thresholds";

/** A step of a service. */
export interface StepKey {
  readonly serviceId: string;
  readonly stepCode: string;
}

/** A share of a step's transactions: `x` out of `n`. */
export interface StepShare extends StepKey {
  readonly x: number;
  readonly n: number;
}

/** An exact total of a step, over `n` things. */
export interface StepTotal extends StepKey {
  readonly total: number;
  readonly n: number;
}

/** Released ratings of a step to one version of one instrument in one mode: how many, their sum and the sum of their squares. */
export interface StepRatings extends StepKey, ScoreReading {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** What answers must share before steps can be compared by them. */
export interface ScoreReading {
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly mode: Mode;
}

/** Why a step that people passed has no place in a ranking. */
export const UnrankedReason = { TOO_FEW: "TOO_FEW", NOT_KNOWN: "NOT_KNOWN", OTHER_READING: "OTHER_READING", OWN_EXPECTED_TIME: "OWN_EXPECTED_TIME", OTHER_PROFILE: "OTHER_PROFILE" } as const;
export type UnrankedReason = keyof typeof UnrankedReason;

/** A step's place in a ranking. */
export interface Ranked extends StepKey {
  /** The end of the interval that put it there: the lower one of a burden, the upper one of ease; a total itself. */
  readonly bound: number;
}

/** All steps in order, the worst first, and how many have no place. */
export interface RankedKeys {
  readonly ranked: readonly Ranked[];
  readonly unranked: ReadonlyMap<UnrankedReason, number>;
}

/**
 * Steps by the lower end of the interval of a share (METHODS 2.2), the highest first: a step of three transactions cannot
 * top it. Fewer than `moderateFrom` behind it: no place (METHODS 0.2). Nothing known: no place.
 */
export function rankShares(rows: readonly StepShare[], thresholds: Thresholds): RankedKeys {
  return inOrder(rows, -1, ({ x, n }) => (n === 0 ? "NOT_KNOWN" : n < thresholds.moderateFrom ? "TOO_FEW" : (wilsonInterval(x, n, thresholds.confidence)?.low ?? "NOT_KNOWN")));
}

/** Steps by an exact total, the largest first. A total has no sampling error, so however few stand behind it, it has its place. */
export function rankTotals(rows: readonly StepTotal[]): RankedKeys {
  return inOrder(rows, -1, ({ total, n }) => (n === 0 ? "NOT_KNOWN" : total));
}

/**
 * Steps by the upper end of the t interval of their mean rating, the lowest (hardest) first; answers to one reading only,
 * since different scales, wordings and modes are never ranked together (METHODS 1.5). The interval is clipped to the
 * scale, as it is where it is shown.
 */
export function rankMeans(rows: readonly StepRatings[], reading: ScoreReading | undefined, scaleMax: number, thresholds: Thresholds): RankedKeys {
  // Thousands of steps share their number of answers; the quantile is what costs.
  const quantiles = new Map<number, number>();
  const quantile = (n: number): number => {
    const known = quantiles.get(n) ?? studentTQuantile((1 + thresholds.confidence) / 2, n - 1);
    quantiles.set(n, known);
    return known;
  };
  return inOrder(rows, 1, (row) => {
    if (reading === undefined || !isReading(row, reading)) return "OTHER_READING";
    if (row.n < thresholds.moderateFrom) return "TOO_FEW";
    const mean = row.sum / row.n;
    const variance = Math.max(0, (row.squares - row.sum * mean) / (row.n - 1));
    return Math.min(scaleMax, mean + quantile(row.n) * Math.sqrt(variance / row.n));
  });
}

/** The reading that most answers belong to: what steps are compared by. Ties: the first by name, the newest version. Undefined: no answers. */
export function mainReading(rows: readonly (ScoreReading & { readonly n: number })[]): ScoreReading | undefined {
  const sums = new Map<string, { readonly reading: ScoreReading; n: number }>();
  for (const { instrumentCode, instrumentVersion, mode, n } of rows) {
    const key = `${instrumentCode} ${String(instrumentVersion)} ${mode}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { reading: { instrumentCode, instrumentVersion, mode }, n });
    else sum.n += n;
  }
  const [most] = [...sums.values()].sort(
    (a, b) =>
      b.n - a.n ||
      compare(a.reading.instrumentCode, b.reading.instrumentCode) ||
      b.reading.instrumentVersion - a.reading.instrumentVersion ||
      compare(a.reading.mode, b.reading.mode),
  );
  return most?.reading;
}

/** Whether answers belong to a reading. */
export function isReading(row: ScoreReading, reading: ScoreReading): boolean {
  return row.instrumentCode === reading.instrumentCode && row.instrumentVersion === reading.instrumentVersion && row.mode === reading.mode;
}

/** `direction` 1: the smallest bound first. Equal bounds stand in the order of service and step, always the same. */
function inOrder<R extends StepKey>(rows: readonly R[], direction: 1 | -1, boundOf: (row: R) => number | UnrankedReason): RankedKeys {
  const ranked: Ranked[] = [];
  const unranked = new Map<UnrankedReason, number>();
  for (const row of rows) {
    const bound = boundOf(row);
    if (typeof bound === "number") ranked.push({ serviceId: row.serviceId, stepCode: row.stepCode, bound });
    else unranked.set(bound, (unranked.get(bound) ?? 0) + 1);
  }
  ranked.sort((a, b) => direction * (a.bound - b.bound) || compare(a.serviceId, b.serviceId) || compare(a.stepCode, b.stepCode));
  return { ranked, unranked };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
