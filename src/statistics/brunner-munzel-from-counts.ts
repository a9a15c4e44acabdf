import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { studentTQuantile } from "./student-t-quantile";
import { studentTTwoSided } from "./student-t-two-sided";

/** Whether answers on an ordered scale tend to be higher in the second sample. */
export interface BrunnerMunzel {
  /** P(second > first) + ½·P(equal): ½ where neither tends to be higher. */
  readonly pSuperiority: number;
  /** Positive where the second tends to be higher; null where the samples do not overlap, or nothing varies. */
  readonly statistic: number | null;
  readonly df: number | null;
  readonly p: number | null;
  /** Interval of `pSuperiority`, clipped to [0, 1]; null with `statistic`. */
  readonly ci: Interval | null;
}

/**
 * Brunner–Munzel test from two histograms over the same scores: `counts[i]` gave the i-th lowest score.
 *
 * Assumes neither normality nor equal spread, unlike Mann–Whitney, which tests that the distributions are the same.
 * Edge cases: fewer than two in either → null; complete separation, or all of both at one score → P without a test.
 * Source: Brunner & Munzel (2000), Biom J 42:17–25; METHODS 3.1.
 */
export function brunnerMunzelFromCounts(counts1: readonly number[], counts2: readonly number[], confidence = DEFAULT_CONFIDENCE): BrunnerMunzel | null {
  const [n1, n2] = [total(counts1), total(counts2)];
  if (n1 < 2 || n2 < 2) return null;
  // A placement is the share of the other sample below an answer, half of its equals included.
  const [below1, below2] = [midShares(counts1, n1), midShares(counts2, n2)];
  const pSuperiority = counts2.reduce((sum, count, level) => sum + count * (below1[level] ?? 1), 0) / n2;
  const [v1, v2] = [variance(counts1, below2, n1) / n1, variance(counts2, below1, n2) / n2];
  const se = Math.sqrt(v1 + v2);
  if (!(se > 0)) return { pSuperiority, statistic: null, df: null, p: null, ci: null };
  const statistic = (pSuperiority - 0.5) / se;
  const df = (v1 + v2) ** 2 / (v1 ** 2 / (n1 - 1) + v2 ** 2 / (n2 - 1));
  const half = studentTQuantile((1 + confidence) / 2, df) * se;
  return { pSuperiority, statistic, df, p: studentTTwoSided(statistic, df), ci: { low: Math.max(0, pSuperiority - half), high: Math.min(1, pSuperiority + half) } };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** Share below each level, half of those on it included. */
function midShares(counts: readonly number[], n: number): number[] {
  let below = 0;
  return counts.map((count) => {
    const mid = (below + count / 2) / n;
    below += count;
    return mid;
  });
}

function variance(counts: readonly number[], placements: readonly number[], n: number): number {
  const mean = counts.reduce((sum, count, level) => sum + count * (placements[level] ?? 1), 0) / n;
  return counts.reduce((sum, count, level) => sum + count * ((placements[level] ?? 1) - mean) ** 2, 0) / (n - 1);
}
