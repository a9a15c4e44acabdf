import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { studentTQuantile } from "./student-t-quantile";

/** How long it felt against how long it took. */
export interface PerceivedActualRatio {
  /** Geometric mean of perceived ÷ actual. */
  readonly ratio: number;
  /** Null: one pair has no spread. */
  readonly interval: Interval | null;
  readonly n: number;
}

/**
 * Ratio of perceived to actual time of the same person: geometric mean, with a t interval on logs. Above 1: it felt longer
 * than it was. Both times in one unit, above 0 (others are a bug of the caller and throw).
 *
 * Edge case: no pairs → null. METHODS 9 (a).
 */
export function perceivedActualRatio(pairs: readonly { readonly perceived: number; readonly actual: number }[], confidence = DEFAULT_CONFIDENCE): PerceivedActualRatio | null {
  if (pairs.some(({ perceived, actual }) => !(perceived > 0 && actual > 0))) throw new RangeError("perceivedActualRatio needs times above 0");
  const n = pairs.length;
  if (n === 0) return null;
  const logs = pairs.map(({ perceived, actual }) => Math.log(perceived / actual));
  const mean = logs.reduce((sum, log) => sum + log, 0) / n;
  if (n === 1) return { ratio: Math.exp(mean), interval: null, n };
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (n - 1);
  const half = studentTQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(variance / n);
  return { ratio: Math.exp(mean), interval: { low: Math.exp(mean - half), high: Math.exp(mean + half) }, n };
}
