import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { studentTQuantile } from "./student-t-quantile";

/** One part of a sum, over all the units that have it; a unit without it adds zero. */
export interface SumPart {
  /** Sum of the part over the units. */
  readonly total: number;
  /** Sum of its squares over the units. */
  readonly squares: number;
  /** Share of the part that was measured, 0–1; what was not is taken to be like what was. Absent: 1. */
  readonly measured?: number;
}

/** A mean and the interval it lies in; null: one unit has no spread. */
export interface MeanOfSum {
  readonly mean: number;
  readonly interval: Interval | null;
}

/**
 * Mean, over n units, of a sum of parts of which only the single totals and squares are known (the time of a transaction,
 * from the times of its steps): ȳ = Σⱼ Tⱼ/(n·cⱼ), cⱼ the share of part j that was measured.
 *
 * Interval: ȳ ± t(n−1)·Σⱼ sⱼ/√(n·cⱼ), sⱼ² = (Qⱼ/(n·cⱼ) − (Tⱼ/(n·cⱼ))²)·n/(n−1). How the parts go together is not known,
 * so their standard deviations are added up as if they rose and fell together, which no dependence exceeds (Minkowski):
 * conservative, its coverage is the confidence or more. Clipped at 0; the parts are never negative.
 *
 * Edge cases: n = 0, or a part of which nothing was measured → null; n = 1 → no interval; no parts → 0 [0, 0].
 */
export function meanOfSum(parts: readonly SumPart[], n: number, confidence = DEFAULT_CONFIDENCE): MeanOfSum | null {
  if (n === 0 || parts.some(({ measured = 1 }) => measured <= 0)) return null;
  let mean = 0;
  let spread = 0;
  for (const { total, squares, measured = 1 } of parts) {
    const units = n * measured;
    mean += total / units;
    spread += Math.sqrt(Math.max(0, ((squares / units - (total / units) ** 2) * n) / Math.max(1, n - 1)) / units);
  }
  if (n === 1) return { mean, interval: parts.length === 0 ? { low: 0, high: 0 } : null };
  const half = spread === 0 ? 0 : studentTQuantile((1 + confidence) / 2, n - 1) * spread;
  return { mean, interval: { low: Math.max(0, mean - half), high: mean + half } };
}
