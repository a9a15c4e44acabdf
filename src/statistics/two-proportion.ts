import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { twoSidedNormal } from "./two-sided-normal";
import { wilsonInterval } from "./wilson-interval";

/** How far apart two shares are. */
export interface TwoProportion {
  /** x₁/n₁ − x₂/n₂. */
  readonly diff: number;
  /** With the pooled share; null where all or none of both are in favour, and nothing varies. */
  readonly z: number | null;
  /** Two-sided p of `z`. */
  readonly p: number | null;
  /** Newcombe's hybrid score interval of `diff`. */
  readonly newcombe: Interval;
}

/**
 * Difference of two independent shares with Newcombe's hybrid score interval (method 10, from two Wilson intervals) and the
 * pooled z test. Both may be fractional (effective n × weighted share). The interval and the test may disagree at the very
 * edge, since one pools and the other does not: a verdict goes by the interval.
 *
 * Edge cases: either n = 0 → null. Source: Newcombe (1998), Stat Med 17:873–890; METHODS 3.1.
 */
export function twoProportion(x1: number, n1: number, x2: number, n2: number, confidence = DEFAULT_CONFIDENCE): TwoProportion | null {
  const [first, second] = [wilsonInterval(x1, n1, confidence), wilsonInterval(x2, n2, confidence)];
  if (first === null || second === null) return null;
  const [p1, p2] = [x1 / n1, x2 / n2];
  const diff = p1 - p2;
  const pooled = (x1 + x2) / (n1 + n2);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  const z = se > 0 ? diff / se : null;
  const newcombe = {
    low: Math.max(-1, diff - Math.hypot(p1 - first.low, second.high - p2)),
    high: Math.min(1, diff + Math.hypot(first.high - p1, p2 - second.low)),
  };
  return { diff, z, p: z === null ? null : twoSidedNormal(z), newcombe };
}
