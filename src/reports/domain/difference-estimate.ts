import { moverDifference } from "../../statistics/mover-difference";
import { twoProportion } from "../../statistics/two-proportion";
import { welchFromMoments } from "../../statistics/welch-from-moments";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Evidence, isHidden, type Reason, sampled, type Unit } from "./estimate";
import type { Thresholds } from "./thresholds";

/** Reasons that a difference inherits from either of its sides. */
function inherited(later: Estimate, earlier: Estimate): readonly Reason[] {
  const both = [...new Set([...later.reasons, ...earlier.reasons])];
  return both.filter((reason) => reason !== "FEW_OBSERVATIONS" && reason !== "NO_INTERVAL");
}

/**
 * `later` − `earlier`, of two figures of the same unit, from the interval of each (`MOVER`). Two exact figures differ
 * exactly. Either missing: no difference, for its reason. Quality from the smaller n.
 */
export function differenceEstimate(later: Estimate, earlier: Estimate, thresholds: Thresholds): Estimate {
  const missing = [later, earlier].find(({ value }) => value === null);
  if (missing !== undefined) return absentEstimate(later.unit, "MOVER", missing.reasons[0] ?? "NO_DATA");
  const [a, b] = [later.value ?? 0, earlier.value ?? 0];
  const exact = later.confidence === null && earlier.confidence === null;
  const n = Math.min(later.n ?? 0, earlier.n ?? 0);
  if (later.low === null || later.high === null || earlier.low === null || earlier.high === null) {
    return sampled({ unit: later.unit, method: "MOVER", value: a - b, low: null, high: null, n }, thresholds, [...inherited(later, earlier), "NO_INTERVAL"]);
  }
  const ends = moverDifference({ value: a, low: later.low, high: later.high }, { value: b, low: earlier.low, high: earlier.high });
  if (exact) return { ...later, value: a - b, ...ends, n, effectiveN: n, reasons: inherited(later, earlier) };
  return sampled({ unit: later.unit, method: "MOVER", value: a - b, ...ends, n }, thresholds, inherited(later, earlier));
}

/** Part of a whole: x of n. */
export interface Counted {
  readonly x: number;
  readonly n: number;
}

/** Difference of two shares, later − earlier, with Newcombe's interval (METHODS 3.1). Either of nothing: none. */
export function shareDifference(later: Counted, earlier: Counted, evidence: Evidence, thresholds: Thresholds, ifNone: Reason = "NO_DATA"): Estimate {
  const found = twoProportion(later.x, later.n, earlier.x, earlier.n, thresholds.confidence);
  if (found === null) return absentEstimate("SHARE", "NEWCOMBE", ifNone);
  if (isHidden(later.n, evidence, thresholds) || isHidden(earlier.n, evidence, thresholds)) return absentEstimate("SHARE", "NEWCOMBE", "SMALL_CELL");
  return sampled({ unit: "SHARE", method: "NEWCOMBE", value: found.diff, ...found.newcombe, n: Math.min(later.n, earlier.n) }, thresholds);
}

/** How many, their mean and their standard deviation (n − 1). */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

/** Difference of two means, later − earlier, with Welch's interval (METHODS 3.1). Fewer than two on either side: none. */
export function meanDifference(unit: Unit, later: Moments | null, earlier: Moments | null, evidence: Evidence, thresholds: Thresholds, ifNone: Reason = "NO_DATA"): Estimate {
  const found = later === null || earlier === null ? null : welchFromMoments(later, earlier, thresholds.confidence);
  if (found === null || later === null || earlier === null) return absentEstimate(unit, "WELCH", ifNone);
  if (isHidden(later.n, evidence, thresholds) || isHidden(earlier.n, evidence, thresholds)) return absentEstimate(unit, "WELCH", "SMALL_CELL");
  return sampled({ unit, method: "WELCH", value: found.diff, ...found.ci, n: Math.min(later.n, earlier.n) }, thresholds);
}
