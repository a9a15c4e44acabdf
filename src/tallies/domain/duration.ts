import { logBucket } from "../../statistics/log-bucket";

/** What one duration adds to a tally that carries log-buckets. */
export interface CountedDuration {
  readonly measures: { readonly n: number; readonly zeros: number; readonly totalMs: number };
  readonly bucket?: number;
}

/**
 * Counts the time from one instant to another; backwards counts as zero (what overlaps did not wait). Totals are whole
 * milliseconds, buckets are those of **seconds**, as METHODS 7 prints them.
 */
export function countDuration(from: Date, to: Date): CountedDuration {
  return countMs(Math.max(0, to.getTime() - from.getTime()));
}

/** Counts whole milliseconds, zero or more. */
export function countMs(ms: number): CountedDuration {
  if (ms === 0) return { measures: { n: 1, zeros: 1, totalMs: 0 } };
  return { measures: { n: 1, zeros: 0, totalMs: ms }, bucket: logBucket(ms / 1000) };
}
