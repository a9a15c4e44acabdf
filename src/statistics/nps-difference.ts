import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { npsInterval } from "./nps-interval";
import { normalQuantile } from "./normal-quantile";
import { twoSidedNormal } from "./two-sided-normal";

/** How many are for, in between and against. */
export type NetCounts = readonly [promoters: number, passives: number, detractors: number];

/** How far apart two net scores are, in points. */
export interface NpsDifference {
  readonly diff: number;
  readonly se: number;
  /** Null where all of both are of one kind, so that nothing varies. */
  readonly z: number | null;
  readonly p: number | null;
  readonly ci: Interval;
}

/**
 * Difference of two independent net scores, first less second, with Wald's interval: ΔNPS ± z·√(SE₁² + SE₂²).
 * Either empty → null. Not clipped: the difference of two scores reaches ±200. METHODS 1.4.
 */
export function npsDifference(a: NetCounts, b: NetCounts, confidence = DEFAULT_CONFIDENCE): NpsDifference | null {
  const [first, second] = [npsInterval(...a, confidence), npsInterval(...b, confidence)];
  if (first === null || second === null) return null;
  const diff = first.nps - second.nps;
  const se = Math.hypot(first.se, second.se);
  const half = normalQuantile((1 + confidence) / 2) * se;
  const z = se > 0 ? diff / se : null;
  return { diff, se, z, p: z === null ? null : twoSidedNormal(z), ci: { low: diff - half, high: diff + half } };
}
