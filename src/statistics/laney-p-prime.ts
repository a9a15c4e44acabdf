import type { PChart } from "./p-chart";
import { pChart } from "./p-chart";

/** A control chart of shares that vary more than by chance alone. */
export interface LaneyPPrime extends PChart {
  /** By how much wider its limits are than those of a p-chart: the over-dispersion. */
  readonly sigmaZ: number;
}

/** Mean range of two standard normal numbers. */
const D2 = 1.128;

/**
 * Laney's p′-chart: the limits of the p-chart times σ_z, the mean moving range of the points' z over 1.128. `baseline` as in
 * `pChart`.
 *
 * Edge cases: fewer than two points in the baseline, or a centre of 0 or 1 → null: there is no range to measure.
 * Source: Laney (2002), Quality Engineering 14:531–537; METHODS 3.2.
 */
export function laneyPPrime(x: readonly number[], n: readonly number[], baseline = x.length): LaneyPPrime | null {
  const chart = pChart(x, n, baseline);
  if (chart === null || baseline < 2 || x.length < 2 || !(chart.centre > 0 && chart.centre < 1)) return null;
  const { centre } = chart;
  const z = x.map((count, index) => (count / (n[index] ?? NaN) - centre) / Math.sqrt((centre * (1 - centre)) / (n[index] ?? NaN)));
  const ranges = z.slice(1, baseline).map((value, index) => Math.abs(value - (z[index] ?? NaN)));
  const sigmaZ = ranges.reduce((sum, range) => sum + range, 0) / ranges.length / D2;
  const limits = n.map((size) => {
    const half = 3 * Math.sqrt((centre * (1 - centre)) / size) * sigmaZ;
    return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
  });
  const outside = x.flatMap((count, index) => {
    const { low, high } = limits[index] ?? { low: 0, high: 1 };
    const share = count / (n[index] ?? NaN);
    return share < low || share > high ? [index] : [];
  });
  return { centre, sigmaZ, limits, outside };
}
