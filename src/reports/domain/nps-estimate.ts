import { npsInterval } from "../../statistics/nps-interval";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, isHidden, type Reason, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/**
 * Net promoter score from how many gave each of 0–10: 9–10 less 0–6, in points. The value is the raw score; the interval
 * is the adjusted Wald one, whose centre lies a little nearer to 0.
 */
export function npsEstimate(counts: readonly number[], thresholds: Thresholds, reasons: readonly Reason[] = []): Estimate {
  const between = (from: number, to: number): number => counts.slice(from, to + 1).reduce((total, count) => total + count, 0);
  const score = npsInterval(between(9, 10), between(7, 8), between(0, 6), thresholds.confidence);
  if (score === null) return absentEstimate("NET_SCORE", "NPS_ADJ_WALD", "NO_DATA");
  if (isHidden(score.n, "ANSWERS", thresholds)) return absentEstimate("NET_SCORE", "NPS_ADJ_WALD", "SMALL_CELL");
  return sampled({ unit: "NET_SCORE", method: "NPS_ADJ_WALD", value: score.nps, ...score.adjusted, n: score.n }, thresholds, reasons);
}
