import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { ratingSummary } from "./rating-summary";
import { studentTQuantile } from "./student-t-quantile";

/**
 * Interval of the mean rating: m ± t(n−1)·s/√n, clipped to the scale. Counts as in `ratingSummary`.
 *
 * Edge cases: n < 2 → null, one answer has no spread; all answers equal → width 0 (show the Wilson interval of the top
 * box beside it). METHODS 1.3.
 */
export function meanInterval(counts: readonly number[], min: number, confidence = DEFAULT_CONFIDENCE): Interval | null {
  const { n, mean, se } = ratingSummary(counts, min);
  if (mean === null || se === null) return null;
  const half = studentTQuantile((1 + confidence) / 2, n - 1) * se;
  return { low: Math.max(min, mean - half), high: Math.min(min + counts.length - 1, mean + half) };
}
