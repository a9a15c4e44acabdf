import { boxShare, type BoxShare } from "./box-share";
import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { meanInterval } from "./mean-interval";
import { ratingSummary, type RatingSummary } from "./rating-summary";
import { scaleIndex } from "./scale-index";

export interface Csat5Summary extends RatingSummary {
  readonly meanInterval: Interval | null;
  /** Satisfied: 4 or 5. */
  readonly top2: BoxShare;
  /** Dissatisfied: 1 or 2. */
  readonly bottom2: BoxShare;
  /** 1–5 as 0, 25, 50, 75, 100 points. */
  readonly index100: number | null;
}

/** Satisfaction on 1–5 from how many gave each score (five counts). METHODS 1.2. */
export function csat5Summary(counts: readonly number[], confidence = DEFAULT_CONFIDENCE): Csat5Summary {
  const summary = ratingSummary(counts, 1);
  return {
    ...summary,
    meanInterval: meanInterval(counts, 1, confidence),
    top2: boxShare(counts, 1, 4, 5, confidence),
    bottom2: boxShare(counts, 1, 1, 2, confidence),
    index100: scaleIndex(summary.mean, 1, 5),
  };
}
