import { npsDifference } from "../../statistics/nps-difference";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, isHidden, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** The later net promoter score less the earlier one, in points, from how many gave each of 0–10. Quality from the smaller n. */
export function netDifference(later: readonly number[], earlier: readonly number[], thresholds: Thresholds): Estimate {
  const between = (counts: readonly number[], from: number, to: number): number => counts.slice(from, to + 1).reduce((total, count) => total + count, 0);
  const parts = (counts: readonly number[]) => [between(counts, 9, 10), between(counts, 7, 8), between(counts, 0, 6)] as const;
  const [n1, n2] = [between(later, 0, 10), between(earlier, 0, 10)];
  const found = npsDifference(parts(later), parts(earlier), thresholds.confidence);
  if (found === null) return absentEstimate("NET_SCORE", "NPS_DIFFERENCE", "NO_DATA");
  if (isHidden(n1, "ANSWERS", thresholds) || isHidden(n2, "ANSWERS", thresholds)) return absentEstimate("NET_SCORE", "NPS_DIFFERENCE", "SMALL_CELL");
  return sampled({ unit: "NET_SCORE", method: "NPS_DIFFERENCE", value: found.diff, ...found.ci, n: Math.min(n1, n2) }, thresholds);
}
