import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { normalQuantile } from "./normal-quantile";

/** A net score on −100 … +100: those in favour less those against, in percent of all. */
export interface NetScore {
  readonly n: number;
  /** Net promoter score as it stands. */
  readonly nps: number;
  /** Population variance of the answers read as +1, 0, −1. */
  readonly variance: number;
  /** Standard error of `nps`, in points. */
  readonly se: number;
  /** `nps` ± z·se; of zero width where all agree, so for comparison only. */
  readonly wald: Interval;
  /** The score with three answers added, the centre of `adjusted`. */
  readonly adjustedNps: number;
  /** Adjusted Wald: the interval to show. */
  readonly adjusted: Interval;
}

/**
 * Net promoter score (or any net of positive and negative boxes) with its adjusted Wald interval: ¾ promoter,
 * 1½ passives and ¾ detractor are added before Wald's formula. In points, clipped to ±100.
 *
 * Edge cases: n = 0 → null; all of one kind → the interval keeps a width. METHODS 1.4; Rocks (2016), Am Stat 70:365–372.
 */
export function npsInterval(promoters: number, passives: number, detractors: number, confidence = DEFAULT_CONFIDENCE): NetScore | null {
  const n = promoters + passives + detractors;
  if (n === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const raw = net(promoters, detractors, n, z);
  const adjusted = net(promoters + 0.75, detractors + 0.75, n + 3, z);
  return { n, nps: raw.score, variance: raw.variance, se: raw.se, wald: raw.interval, adjustedNps: adjusted.score, adjusted: adjusted.interval };
}

function net(promoters: number, detractors: number, n: number, z: number): { score: number; variance: number; se: number; interval: Interval } {
  const [p, d] = [promoters / n, detractors / n];
  // Where all are of one kind, rounding may put the variance a hair below zero.
  const variance = Math.max(0, p + d - (p - d) ** 2);
  const score = (100 * (promoters - detractors)) / n;
  const se = 100 * Math.sqrt(variance / n);
  return { score, variance, se, interval: { low: Math.max(-100, score - z * se), high: Math.min(100, score + z * se) } };
}
