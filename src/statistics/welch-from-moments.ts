import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import type { SampleMoments } from "./sample-moments";
import { studentTQuantile } from "./student-t-quantile";
import { studentTTwoSided } from "./student-t-two-sided";

/** How far apart two means are. */
export interface Welch {
  /** First mean less second. */
  readonly diff: number;
  readonly se: number;
  /** Null where neither sample varies at all: then there is a difference, or none, but no test. */
  readonly t: number | null;
  /** Degrees of freedom after Welch–Satterthwaite; null with `t`. */
  readonly df: number | null;
  readonly p: number | null;
  /** Interval of `diff`; of width 0 where nothing varies. */
  readonly ci: Interval;
}

/**
 * Welch's t test of two independent means, from their n, mean and standard deviation (n − 1), so from mergeable moments.
 *
 * Edge cases: either n < 2 → null, one answer has no spread; both sd 0 → the difference without t, df and p.
 * Source: Welch (1947), Biometrika 34:28–35; METHODS 3.1.
 */
export function welchFromMoments(a: SampleMoments, b: SampleMoments, confidence = DEFAULT_CONFIDENCE): Welch | null {
  if (a.n < 2 || b.n < 2) return null;
  const diff = a.mean - b.mean;
  const [va, vb] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  const se = Math.sqrt(va + vb);
  if (se === 0) return { diff, se, t: null, df: null, p: null, ci: { low: diff, high: diff } };
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  const half = studentTQuantile((1 + confidence) / 2, df) * se;
  return { diff, se, t: diff / se, df, p: studentTTwoSided(diff / se, df), ci: { low: diff - half, high: diff + half } };
}
