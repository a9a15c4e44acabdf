import { directStandardisation } from "../../../statistics/direct-standardisation";
import { ratingSummary } from "../../../statistics/rating-summary";
import type { Reading } from "../measure";
import { answered } from "./benchmark-unit";

/** Answers of one channel (or segment); null: nobody said which. */
export interface MixCell {
  readonly value: string | null;
  readonly counts: readonly number[];
}

/** What a unit would score with the mix of all units together. */
export interface Evened {
  readonly share: { readonly value: number; readonly effectiveN: number; readonly n: number };
  readonly mean: { readonly value: number; readonly se: number; readonly n: number };
}

/** Fewer answers than this are no stratum of their own. METHODS 2.4. */
const SMALLEST_STRATUM = 10;

/** More of the common mix than this may not be lacking, nor may more of a unit's own answers be untold. METHODS 2.4. */
export const MOST_LACKING = 0.2;

/** The cells of one value added up. */
export function mergedCells(cells: readonly MixCell[]): readonly MixCell[] {
  const merged = new Map<string | null, readonly number[]>();
  for (const { value, counts } of cells) {
    const before = merged.get(value) ?? [];
    merged.set(value, Array.from({ length: Math.max(before.length, counts.length) }, (_, score) => (before[score] ?? 0) + (counts[score] ?? 0)));
  }
  return [...merged].map(([value, counts]) => ({ value, counts }));
}

/** The share of each value in the answers of all units together; the heaviest first. */
export function commonMix(units: readonly (readonly MixCell[])[]): ReadonlyMap<string | null, number> {
  const cells = mergedCells(units.flat());
  const total = cells.reduce((sum, { counts }) => sum + answered(counts), 0);
  return new Map(cells.map(({ value, counts }): [string | null, number] => [value, answered(counts) / total]).sort(([, a], [, b]) => b - a));
}

/**
 * Direct standardisation of one unit: its own figures in each channel (or segment), weighed by the common mix. Values with
 * fewer than ten answers are merged upward: into one stratum with their weight together, and that, if it is still too small,
 * with the smallest of the others.
 *
 * Null: more than a fifth of the common mix has no answers here, or more than a fifth of the unit's answers (`leftOut`) may
 * not be told by channel at all.
 */
export function evened(cells: readonly MixCell[], leftOut: number, mix: ReadonlyMap<string | null, number>, reading: Reading): Evened | null {
  const own = mergedCells(cells).filter(({ counts }) => answered(counts) > 0);
  const n = own.reduce((sum, { counts }) => sum + answered(counts), 0);
  if (n < SMALLEST_STRATUM || leftOut > MOST_LACKING * (n + leftOut)) return null;
  const strata = strataOf(own);
  const weighed = strata.map((members) => ({
    weight: members.reduce((sum, { value }) => sum + (mix.get(value) ?? 0), 0),
    counts: mergedCells(members.map(({ counts }) => ({ value: null, counts })))[0]?.counts ?? [],
  }));
  const lacking = 1 - weighed.reduce((sum, { weight }) => sum + weight, 0);
  if (lacking > MOST_LACKING) return null;
  const share = directStandardisation(weighed.map(({ weight, counts }) => ({ weight, ...shareOf(counts, reading) })));
  const mean = directStandardisation(weighed.map(({ weight, counts }) => ({ weight, ...meanOf(counts, reading) })));
  if (share === null || mean === null) return null;
  const { standardised: p, se } = share;
  // At 0 or 1 the formula knows no error: then every answer counts as one.
  const effectiveN = se === null || se === 0 ? n : Math.min(n, (p * (1 - p)) / (se * se));
  return { share: { value: p, effectiveN, n }, mean: { value: mean.standardised, se: mean.se ?? 0, n } };
}

function strataOf(cells: readonly MixCell[]): readonly (readonly MixCell[])[] {
  const [smallest, ...larger] = cells.filter(({ counts }) => answered(counts) >= SMALLEST_STRATUM).toSorted((a, b) => answered(a.counts) - answered(b.counts));
  const small = cells.filter(({ counts }) => answered(counts) < SMALLEST_STRATUM);
  const alone = small.length > 0 && small.reduce((sum, { counts }) => sum + answered(counts), 0) >= SMALLEST_STRATUM;
  if (smallest === undefined) return [small];
  return [...larger.map((cell) => [cell]), ...(alone ? [[smallest], small] : [[smallest, ...small]])];
}

interface Value {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

function shareOf(counts: readonly number[], { favourable: [from, to] }: Reading): Value {
  const n = answered(counts);
  const p = answered(counts.slice(from, to + 1)) / n;
  return { n, mean: p, variance: (p * (1 - p)) / n };
}

function meanOf(counts: readonly number[], { min, max }: Reading): Value {
  const { n, mean, se } = ratingSummary(Array.from({ length: max - min + 1 }, (_, i) => counts[min + i] ?? 0), min);
  return { n, mean: mean ?? 0, variance: (se ?? 0) ** 2 };
}
