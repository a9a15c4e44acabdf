import { boxShare, type BoxShare } from "./box-share";
import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { meanInterval } from "./mean-interval";
import { type NetScore, npsInterval } from "./nps-interval";
import { ratingSummary, type RatingSummary } from "./rating-summary";
import { scaleIndex } from "./scale-index";

export interface Ces7Summary extends RatingSummary {
  readonly meanInterval: Interval | null;
  /** 6 or 7. */
  readonly top2: BoxShare;
  /** 5, 6 or 7: the primary figure. */
  readonly top3: BoxShare;
  /** 1, 2 or 3. */
  readonly bottom3: BoxShare;
  readonly index100: number | null;
  /** (6,7) less (1,2,3). Vendors cut differently, so the cut is part of the name. */
  readonly net67minus123: NetScore | null;
  readonly net567minus123: NetScore | null;
  readonly net67minus12: NetScore | null;
}

/** Customer Effort Score 2.0 on 1–7 ("made it easy", 7 = strongly agree) from how many gave each score. METHODS 1.3. */
export function ces7Summary(counts: readonly number[], confidence = DEFAULT_CONFIDENCE): Ces7Summary {
  const summary = ratingSummary(counts, 1);
  const box = (from: number, to: number): BoxShare => boxShare(counts, 1, from, to, confidence);
  const net = (positive: BoxShare, negative: BoxShare): NetScore | null =>
    npsInterval(positive.x, summary.n - positive.x - negative.x, negative.x, confidence);
  const [top2, top3, bottom2, bottom3] = [box(6, 7), box(5, 7), box(1, 2), box(1, 3)];
  return {
    ...summary,
    meanInterval: meanInterval(counts, 1, confidence),
    top2,
    top3,
    bottom3,
    index100: scaleIndex(summary.mean, 1, 7),
    net67minus123: net(top2, bottom3),
    net567minus123: net(top3, bottom3),
    net67minus12: net(top2, bottom2),
  };
}
