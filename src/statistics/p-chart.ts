import type { Interval } from "./interval";

/** A control chart of shares. */
export interface PChart {
  /** Share over the baseline. */
  readonly centre: number;
  /** Limits of each point, clipped to [0, 1]. */
  readonly limits: readonly Interval[];
  /** Indices of the points outside their limits. */
  readonly outside: readonly number[];
}

/**
 * Shewhart's p-chart: p̄ ± 3√(p̄(1−p̄)/nᵢ), each point with limits of its own n. `baseline`: the first so many points give
 * the centre (absent: all).
 *
 * For shares that vary by chance alone: with a large n every ordinary difference between weeks lies outside, and
 * `laneyPPrime` is the chart to draw. Points without observations have no place in it: n = 0 throws. No points → null.
 * Source: Montgomery, Introduction to Statistical Quality Control, 7.2; METHODS 3.2.
 */
export function pChart(x: readonly number[], n: readonly number[], baseline = x.length): PChart | null {
  if (n.some((size) => !(size > 0))) throw new RangeError("pChart needs n > 0 at every point");
  const all = n.slice(0, baseline).reduce((sum, size) => sum + size, 0);
  if (all === 0) return null;
  const centre = x.slice(0, baseline).reduce((sum, count) => sum + count, 0) / all;
  const limits = n.map((size) => {
    const half = 3 * Math.sqrt((centre * (1 - centre)) / size);
    return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
  });
  const outside = x.flatMap((count, index) => {
    const share = count / (n[index] ?? NaN);
    const { low, high } = limits[index] ?? { low: 0, high: 1 };
    return share < low || share > high ? [index] : [];
  });
  return { centre, limits, outside };
}
