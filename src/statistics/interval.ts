/** A range that the true value lies in with the confidence asked for. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Confidence of an interval where nothing else is asked for: two-sided, 95 %. */
export const DEFAULT_CONFIDENCE = 0.95;
