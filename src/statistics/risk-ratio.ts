import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { normalQuantile } from "./normal-quantile";

/** Two shares as a ratio and as a difference. */
export interface RiskRatio {
  /** Null: nobody in the second group. */
  readonly ratio: number | null;
  /** Katz's interval on logs. Null where a count is 0. */
  readonly ratioInterval: Interval | null;
  readonly odds: number | null;
  /** Woolf's interval on logs. Null where a count of either outcome is 0. */
  readonly oddsInterval: Interval | null;
  /** First share less the second (`twoProportion` brings its interval). */
  readonly difference: number;
}

/**
 * Risk ratio, odds ratio and risk difference of x1/n1 against x2/n2.
 *
 * Edge cases: an empty group → null. A count of 0, or everybody in both groups, leaves a
 * ratio without interval. Source: Katz et al. (1978), Woolf
 * (1955); figures as in Fagerland et al. (2015). METHODS 9.
 */
export function riskRatio(x1: number, n1: number, x2: number, n2: number, confidence = DEFAULT_CONFIDENCE): RiskRatio | null {
  if (n1 === 0 || n2 === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const ratio = x2 === 0 ? null : x1 / n1 / (x2 / n2);
  const odds = x2 === 0 || x1 === n1 ? null : (x1 * (n2 - x2)) / ((n1 - x1) * x2);
  const rest = 1 / x1 + 1 / x2;
  return {
    ratio,
    ratioInterval: x1 === n1 && x2 === n2 ? null : aroundLog(ratio, z * Math.sqrt(rest - 1 / n1 - 1 / n2)),
    odds,
    oddsInterval: aroundLog(odds, z * Math.sqrt(rest + 1 / (n1 - x1) + 1 / (n2 - x2))),
    difference: x1 / n1 - x2 / n2,
  };
}

function aroundLog(value: number | null, half: number): Interval | null {
  return value === null || value === 0 || !Number.isFinite(half) ? null : { low: value * Math.exp(-half), high: value * Math.exp(half) };
}
