import { churnByEffort, type Departures } from "../../statistics/churn-by-effort";
import { twoProportion } from "../../statistics/two-proportion";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, type Method, qualityOf, type Unit } from "./estimate";
import type { Thresholds } from "./thresholds";

/** Leaving in one group against leaving in another. */
export interface RiskEstimates {
  /** How many times as likely; Katz's interval. */
  readonly ratio: Estimate;
  /** Ratio of the odds; Woolf's interval. */
  readonly odds: Estimate;
  /** Difference of the shares; Newcombe's interval. */
  readonly difference: Estimate;
  /** Share of departures that goes with belonging to the first group; no interval. */
  readonly attributable: Estimate;
}

/** Risk of leaving in a group with much of something against one with none (METHODS 9). A count of 0 leaves a ratio without an interval, or without a figure. */
export function riskEstimates(much: Departures, none: Departures, thresholds: Thresholds): RiskEstimates {
  const risk = churnByEffort(much, none, thresholds.confidence);
  const apart = twoProportion(much.left, much.n, none.left, none.n, thresholds.confidence);
  const n = much.n + none.n;
  // As sure as the smaller of the two groups.
  const quality = qualityOf(Math.min(much.n, none.n), thresholds);
  const figure = (unit: Unit, method: Method, value: number | null | undefined, interval: { readonly low: number; readonly high: number } | null | undefined): Estimate => {
    if (value === null || value === undefined) return absentEstimate(unit, method, "NO_DATA");
    const few = Math.min(much.n, none.n) < thresholds.minimumCell ? (["FEW_OBSERVATIONS"] as const) : [];
    return {
      unit, method, value, low: interval?.low ?? null, high: interval?.high ?? null, confidence: interval == null ? null : thresholds.confidence, n, effectiveN: n,
      quality, suppressed: false, reasons: interval == null ? ["NO_INTERVAL", ...few] : few,
    };
  };
  return {
    ratio: figure("RATIO", "KATZ", risk?.ratio, risk?.ratioInterval),
    odds: figure("RATIO", "WOOLF", risk?.odds, risk?.oddsInterval),
    difference: figure("SHARE", "NEWCOMBE", apart?.diff, apart?.newcombe),
    attributable: figure("SHARE", "ATTRIBUTABLE", risk?.attributable, null),
  };
}
