import type { StepEffortIndex } from "../../statistics/step-effort-index";
import { absentEstimate } from "./absent-estimate";
import type { EffortProfile } from "./effort-index/effort-policy";
import { type Estimate, type Method, qualityOf, type Reason, sampled } from "./estimate";
import type { Thresholds } from "./thresholds";

/** The profile is part of the method: indexes in two of them are different figures. */
const METHODS: Readonly<Record<EffortProfile, Method>> = { FULL: "SEI_FULL", STATUS: "SEI_STATUS", FELT: "SEI_FELT", LOG: "LOG_FRICTION" };

/**
 * A Step Effort Index in points. `n`: answers behind it, where people were asked; else transactions. Nothing measured of
 * the profile: no value between 0 and 100, never 0. Less than half of the weights measured (`LOW_COVERAGE`): the interval
 * alone. Something not measured (`MISSING_SIGNALS`): never better than `MODERATE`.
 */
export function indexEstimate(profile: EffortProfile, { index, interval, grade, coverage }: StepEffortIndex, n: number, thresholds: Thresholds, reasons: readonly Reason[] = []): Estimate {
  const figure = { unit: "POINTS", method: METHODS[profile], ...interval, n } as const;
  const none = { confidence: thresholds.confidence, effectiveN: n, quality: "NONE", suppressed: false } as const;
  if (index === null) return { ...figure, ...none, value: null, reasons: [...reasons, "NOT_MEASURED"] };
  if (grade === "C") return { ...figure, ...none, value: null, reasons: [...reasons, "LOW_COVERAGE"] };
  if (coverage > 1 - 1e-9) return sampled({ ...figure, value: index }, thresholds, reasons);
  const estimate = sampled({ ...figure, value: index }, thresholds, [...reasons, "MISSING_SIGNALS"]);
  return { ...estimate, quality: qualityOf(n, thresholds) === "FULL" ? "MODERATE" : estimate.quality };
}

/** One pillar of an index by itself, in points. */
export function pillarEstimate(method: "SEI_FELT" | "SEI_OBSERVED", { index, interval }: Pick<StepEffortIndex, "index" | "interval">, n: number, thresholds: Thresholds): Estimate {
  return index === null ? absentEstimate("POINTS", method, "NO_DATA") : sampled({ unit: "POINTS", method, value: index, ...interval, n }, thresholds);
}
