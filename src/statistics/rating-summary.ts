/** What the counts of the scores say about their average. */
export interface RatingSummary {
  readonly n: number;
  /** Null for n = 0: no answers have no average, and it is not 0. */
  readonly mean: number | null;
  /** Standard deviation with n − 1; null for n < 2. */
  readonly sd: number | null;
  /** sd/√n; null for n < 2. */
  readonly se: number | null;
}

/**
 * Moments of ratings from how many gave each score: `counts[0]` gave `min`, `counts[1]` gave `min + 1`, and so on.
 *
 * Sums are of integers and so exact; the squared deviations are taken about the mean, which loses nothing where all
 * answers are equal. Edge cases: n = 0 → nulls; n = 1 → a mean without a spread; all equal → sd 0.
 */
export function ratingSummary(counts: readonly number[], min: number): RatingSummary {
  let n = 0;
  let sum = 0;
  for (const [index, count] of counts.entries()) {
    n += count;
    sum += count * (min + index);
  }
  if (n === 0) return { n, mean: null, sd: null, se: null };
  const mean = sum / n;
  if (n < 2) return { n, mean, sd: null, se: null };
  const squares = counts.reduce((total, count, index) => total + count * (min + index - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (n - 1));
  return { n, mean, sd, se: sd / Math.sqrt(n) };
}
