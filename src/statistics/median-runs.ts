import { type RunLimits, runRules } from "./run-rules";

/** Runs of a series about its median, beside what chance alone does. */
export interface MedianRuns extends RunLimits {
  readonly median: number;
  /** Points that do not lie on the median. */
  readonly usefulPoints: number;
  readonly longestRun: number;
  readonly crossings: number;
  /** Whether either rule is broken: the series shifted, or drifts. */
  readonly unusual: boolean;
}

/** Runs and crossings of a series about its own median, judged by Anhøj's rules. Points on the median are left out; none left → null. */
export function medianRuns(values: readonly number[]): MedianRuns | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
  const sides = values.filter((value) => value !== median).map((value) => value > median);
  if (sides.length === 0) return null;
  let [longestRun, crossings, run] = [0, 0, 0];
  for (const [index, side] of sides.entries()) {
    const goesOn = index > 0 && side === sides[index - 1];
    if (index > 0 && !goesOn) crossings++;
    run = goesOn ? run + 1 : 1;
    longestRun = Math.max(longestRun, run);
  }
  const limits = runRules(sides.length);
  return { ...limits, median, usefulPoints: sides.length, longestRun, crossings, unusual: longestRun > limits.longestRunMax || crossings < limits.crossingsMin };
}
