import type { DidCells } from "./did-cells";
import { differenceInDifferences, type DifferenceInDifferences } from "./difference-in-differences";
import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import type { SampleMoments } from "./sample-moments";
import { studentTQuantile } from "./student-t-quantile";
import { studentTTwoSided } from "./student-t-two-sided";

/** Difference in differences of means. */
export interface DidFromMoments extends DifferenceInDifferences {
  readonly t: number | null;
  /** Degrees of freedom after Welch–Satterthwaite over the four cells; null where nothing varies. */
  readonly df: number | null;
  readonly p: number | null;
  readonly ci: Interval;
}

/**
 * Difference in differences of four independent means: (treated after − before) − (comparison after − before), variance Σ s²/n.
 *
 * Edge cases: fewer than two in any cell → null; no spread anywhere → the difference without a test. With one treated and
 * one comparison service the standard error leaves out what moves a whole service from month to month: show it beside a
 * placebo band (METHODS 3.4).
 */
export function didFromMoments({ treatedAfter, treatedBefore, controlAfter, controlBefore }: DidCells<SampleMoments>, confidence = DEFAULT_CONFIDENCE): DidFromMoments | null {
  const cells = [treatedAfter, treatedBefore, controlAfter, controlBefore];
  if (cells.some(({ n }) => n < 2)) return null;
  const change = (after: SampleMoments, before: SampleMoments): [number, number] => [after.mean - before.mean, Math.sqrt(after.sd ** 2 / after.n + before.sd ** 2 / before.n)];
  const { did, se } = differenceInDifferences(...change(treatedAfter, treatedBefore), ...change(controlAfter, controlBefore));
  if (se === 0) return { did, se, t: null, df: null, p: null, ci: { low: did, high: did } };
  const df = se ** 4 / cells.reduce((sum, { n, sd }) => sum + (sd ** 2 / n) ** 2 / (n - 1), 0);
  const half = studentTQuantile((1 + confidence) / 2, df) * se;
  return { did, se, t: did / se, df, p: studentTTwoSided(did / se, df), ci: { low: did - half, high: did + half } };
}
