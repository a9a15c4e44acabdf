import { DEFAULT_CONFIDENCE } from "./interval";
import { studentTQuantile } from "./student-t-quantile";

/** Estimates with the error that the differences between groups show. */
export interface Jackknifed {
  readonly estimate: readonly number[];
  readonly se: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Quantile of Student's t that the intervals use, with G − 1 degrees of freedom. */
  readonly t: number;
}

/**
 * Delete-a-group jackknife of any smooth statistic of sums: the statistic of all groups, and its standard error
 * √((G−1)/G · Σ(θ₍g₎ − θ̄)²) from leaving out one group at a time; interval with t(G−1).
 *
 * `groups[g]`: sums of group g (counts, Σx, cross-products …), all of one length; `statistic` makes numbers of the summed
 * groups, or null if it cannot. With groups by a hash of the person it is robust to people who answer often. Not for medians
 * or maxima. Intervals are not clipped. Edge cases: fewer than two groups, or a statistic that is null for all or without
 * one group → null. Sources: Kott (2001), J. Official Stat. 17, 521–526; METHODS 4.5.
 */
export function deleteGroupJackknife(
  groups: readonly (readonly number[])[],
  statistic: (sums: readonly number[]) => readonly number[] | null,
  confidence = DEFAULT_CONFIDENCE,
): Jackknifed | null {
  const [first] = groups;
  if (first === undefined || groups.length < 2) return null;
  const total = first.map((_, i) => groups.reduce((sum, group) => sum + (group[i] ?? 0), 0));
  const estimate = statistic(total);
  const without = groups.map((group) => statistic(total.map((sum, i) => sum - (group[i] ?? 0))));
  const known = without.filter((one) => one !== null);
  if (estimate === null || known.length < without.length) return null;
  const t = studentTQuantile((1 + confidence) / 2, groups.length - 1);
  const se = estimate.map((_, i) => {
    const mean = known.reduce((sum, one) => sum + (one[i] ?? 0), 0) / known.length;
    return Math.sqrt(((known.length - 1) / known.length) * known.reduce((sum, one) => sum + ((one[i] ?? 0) - mean) ** 2, 0));
  });
  return { estimate, se, low: estimate.map((one, i) => one - t * (se[i] ?? 0)), high: estimate.map((one, i) => one + t * (se[i] ?? 0)), t };
}
