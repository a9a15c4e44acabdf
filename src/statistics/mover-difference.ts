import type { Interval } from "./interval";

/** An estimate with its interval. */
export interface Bounded extends Interval {
  readonly value: number;
}

/**
 * Interval of the difference `later` − `earlier` of two independent estimates, from the interval of each: the method of
 * variance estimates recovery, low = d − √((b−l_b)² + (u_a−a)²), high = d + √((u_b−b)² + (a−l_a)²), b later, a earlier. Of
 * two Wilson intervals it is Newcombe's. The confidence is that of the two. Units: theirs.
 *
 * Edge cases: two exact values give an exact difference. Source: Zou & Donner (2008).
 */
export function moverDifference(later: Bounded, earlier: Bounded): Interval {
  const difference = later.value - earlier.value;
  return {
    low: difference - Math.hypot(later.value - later.low, earlier.high - earlier.value),
    high: difference + Math.hypot(later.high - later.value, earlier.value - earlier.low),
  };
}
