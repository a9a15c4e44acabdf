import { binomialCdf } from "./binomial-cdf";

/** What chance alone does to a series about its median. */
export interface RunLimits {
  /** Longest run on one side of the median that is still ordinary. */
  readonly longestRunMax: number;
  /** Fewest crossings of the median that are still ordinary. */
  readonly crossingsMin: number;
}

/**
 * Anhøj's run rules for `usefulPoints`, the points that do not lie on the median: a run longer than round(log₂ n) + 3, or
 * fewer crossings than the 5 % quantile of the binomial (n − 1, ½), is more than chance.
 *
 * In place of the eight Western Electric rules, which raise too many false alarms. Fewer than one point throws.
 * Source: Anhøj & Olesen (2014), PLoS ONE 9:e113825; METHODS 3.2.
 */
export function runRules(usefulPoints: number): RunLimits {
  if (!(usefulPoints >= 1)) throw new RangeError("runRules needs a point");
  let crossingsMin = 0;
  while (binomialCdf(crossingsMin, usefulPoints - 1, 0.5) < 0.05) crossingsMin++;
  return { longestRunMax: Math.round(Math.log2(usefulPoints)) + 3, crossingsMin };
}
