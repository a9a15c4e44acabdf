import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { wilsonInterval } from "./wilson-interval";

/** How many gave one of the scores of a box, out of all. */
export interface BoxShare {
  readonly x: number;
  readonly n: number;
  /** Null for n = 0. */
  readonly share: number | null;
  readonly interval: Interval | null;
}

/**
 * Share of the answers whose score lies in [from, to], with its Wilson interval. Counts as in `ratingSummary`:
 * `counts[0]` gave `min`. n = 0 → nulls.
 */
export function boxShare(counts: readonly number[], min: number, from: number, to: number, confidence = DEFAULT_CONFIDENCE): BoxShare {
  const n = counts.reduce((total, count) => total + count, 0);
  const x = counts.reduce((total, count, index) => (min + index >= from && min + index <= to ? total + count : total), 0);
  return { x, n, share: n === 0 ? null : x / n, interval: wilsonInterval(x, n, confidence) };
}
