import { DEFAULT_CONFIDENCE } from "./interval";
import { type RiskRatio, riskRatio } from "./risk-ratio";

/** How many there were, and how many of them left. */
export interface Departures {
  readonly n: number;
  readonly left: number;
}

/** Leaving after much effort against leaving after little. */
export interface ChurnByEffort extends RiskRatio {
  /** Share of departures statistically associated with much effort; null where there is no ratio. */
  readonly attributable: number | null;
}

/**
 * Risk of leaving by effort: risk ratio with Katz's interval, odds ratio with Woolf's, and the population attributable
 * fraction p(RR−1) ÷ (1 + p(RR−1)), p the share with much effort. Says what goes with what, not what causes what; below
 * 0 where much effort goes with staying.
 *
 * Edge case: an empty group → null. Source: Levin (1953). METHODS 9.
 */
export function churnByEffort(high: Departures, low: Departures, confidence = DEFAULT_CONFIDENCE): ChurnByEffort | null {
  const risk = riskRatio(high.left, high.n, low.left, low.n, confidence);
  if (risk === null) return null;
  const excess = risk.ratio === null ? null : (high.n / (high.n + low.n)) * (risk.ratio - 1);
  return { ...risk, attributable: excess === null ? null : excess / (1 + excess) };
}
