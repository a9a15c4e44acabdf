import { studentTQuantile } from "../../statistics/student-t-quantile";

/** From one end of the scale of ratings of steps to the other: what is known where nothing is. */
export const WHOLE_SCALE = 4;

/**
 * Width of the 95 % interval of a mean rating (METHODS 1.3) from the sums of the ratings and of their squares, on a scale
 * of five points. Fewer than two ratings, or a wider interval than the scale: the whole scale.
 */
export function intervalWidth(n: number, sum: number, squares: number): number {
  if (n < 2) return WHOLE_SCALE;
  // Ratings are whole numbers, so the sums are exact; all equal leaves 0.
  const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
  return Math.min(WHOLE_SCALE, 2 * studentTQuantile(0.975, n - 1) * Math.sqrt(variance / n));
}
