import type { Thresholds } from "./thresholds";

/** What a figure is measured in. Shares run from 0 to 1, net scores from −100 to +100, ranks from 1, points from 0 to 100 (a difference of two: −100 to +100). */
export const Unit = {
  COUNT: "COUNT",
  SHARE: "SHARE",
  SCORE: "SCORE",
  NET_SCORE: "NET_SCORE",
  RATIO: "RATIO",
  SECONDS: "SECONDS",
  HOURS: "HOURS",
  DAYS: "DAYS",
  WORKING_DAYS: "WORKING_DAYS",
  MINOR_UNITS: "MINOR_UNITS",
  RANK: "RANK",
  POINTS: "POINTS",
} as const;
export type Unit = keyof typeof Unit;

/** How a figure was made; stable, so that an auditor can make it again. */
export const Method = {
  COUNT: "COUNT",
  SUM: "SUM",
  PUBLISHED: "PUBLISHED",
  MEAN_OF_SUM: "MEAN_OF_SUM",
  MOVER: "MOVER",
  CLUSTER_RATIO: "CLUSTER_RATIO",
  BOUNDS: "BOUNDS",
  RATIO: "RATIO",
  RATIO_T: "RATIO_T",
  AALEN_JOHANSEN: "AALEN_JOHANSEN",
  KATZ: "KATZ",
  WOOLF: "WOOLF",
  ATTRIBUTABLE: "ATTRIBUTABLE",
  RAKED: "RAKED",
  STANDARDISED_DIFFERENCE: "STANDARDISED_DIFFERENCE",
  WILSON: "WILSON",
  T: "T",
  NPS_ADJ_WALD: "NPS_ADJ_WALD",
  ORDER_STATISTIC: "ORDER_STATISTIC",
  DIRECT_STANDARDISED: "DIRECT_STANDARDISED",
  EMPIRICAL_BAYES: "EMPIRICAL_BAYES",
  EXPECTED_RANK: "EXPECTED_RANK",
  DAGJK: "DAGJK",
  OLS: "OLS",
  LMG: "LMG",
  NEWCOMBE: "NEWCOMBE",
  WELCH: "WELCH",
  NPS_DIFFERENCE: "NPS_DIFFERENCE",
  STANDARDISED: "STANDARDISED",
  DID: "DID",
  ITS: "ITS",
  SEI: "SEI",
  SEI_FULL: "SEI_FULL",
  SEI_STATUS: "SEI_STATUS",
  SEI_FELT: "SEI_FELT",
  SEI_OBSERVED: "SEI_OBSERVED",
  LOG_FRICTION: "LOG_FRICTION",
} as const;
export type Method = keyof typeof Method;

/** How much a figure can bear. `NONE`: there is none. */
export const Quality = { NONE: "NONE", LOW_CONFIDENCE: "LOW_CONFIDENCE", MODERATE: "MODERATE", FULL: "FULL" } as const;
export type Quality = keyof typeof Quality;

/** Why a figure is missing, or what to bear in mind about one that is not. */
export const Reason = {
  NO_DATA: "NO_DATA",
  NOT_MEASURED: "NOT_MEASURED",
  NOT_ASKED: "NOT_ASKED",
  SMALL_CELL: "SMALL_CELL",
  FILTER_NOT_AVAILABLE: "FILTER_NOT_AVAILABLE",
  NO_EXPECTED_TIME: "NO_EXPECTED_TIME",
  NOT_PUBLISHED: "NOT_PUBLISHED",
  PARTLY_PUBLISHED: "PARTLY_PUBLISHED",
  PARTLY_MEASURED: "PARTLY_MEASURED",
  SCALED_TO_A_YEAR: "SCALED_TO_A_YEAR",
  DIFFERENT_CALENDARS: "DIFFERENT_CALENDARS",
  STEPS_OVERLAP: "STEPS_OVERLAP",
  ANSWERS_WAITING: "ANSWERS_WAITING",
  MONTHS_LEFT_OUT: "MONTHS_LEFT_OUT",
  NOT_DECLARED: "NOT_DECLARED",
  YEAR_SPREAD: "YEAR_SPREAD",
  FEW_OBSERVATIONS: "FEW_OBSERVATIONS",
  MANY_UNRESOLVED: "MANY_UNRESOLVED",
  IMMATURE: "IMMATURE",
  SUCCESSES_ONLY: "SUCCESSES_ONLY",
  NONRESPONSE_BIAS: "NONRESPONSE_BIAS",
  UNDER_RECORDED: "UNDER_RECORDED",
  NO_RESPONDENTS: "NO_RESPONDENTS",
  NOTHING_TO_WEIGH: "NOTHING_TO_WEIGH",
  WEIGHTS_UNEQUAL: "WEIGHTS_UNEQUAL",
  NO_PROCEDURE: "NO_PROCEDURE",
  OPEN_INTERVAL: "OPEN_INTERVAL",
  NO_INTERVAL: "NO_INTERVAL",
  MIX_NOT_COVERED: "MIX_NOT_COVERED",
  NOT_TOLD_BY_CHANNEL: "NOT_TOLD_BY_CHANNEL",
  NO_PROFILE: "NO_PROFILE",
  MISSING_SIGNALS: "MISSING_SIGNALS",
  LOW_COVERAGE: "LOW_COVERAGE",
  WIDENED_WINDOW: "WIDENED_WINDOW",
  POOLED_FAMILY: "POOLED_FAMILY",
} as const;
export type Reason = keyof typeof Reason;

/** A reported number with everything needed to judge it; never a bare number. Unrounded: rounding belongs to the reader's side. */
export interface Estimate {
  readonly unit: Unit;
  /** Null where there is none; `reasons` says why. Never 0 for "nothing known". */
  readonly value: number | null;
  /** Lower end of the interval; equal to `value` for exact counts. Null: open, or none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Confidence of the interval; null where the figure is exact or has no interval. */
  readonly confidence: number | null;
  /** Observations behind it; null where even that would tell too much, or was not looked up. */
  readonly n: number | null;
  /** n after weighting (Kish); equal to n where nothing is weighted. */
  readonly effectiveN: number | null;
  readonly method: Method;
  readonly quality: Quality;
  /** Whether there is a figure that is hidden because too few people stand behind it. */
  readonly suppressed: boolean;
  readonly reasons: readonly Reason[];
}

/**
 * What a figure is made from. `ANSWERS` of people are personal: below the minimum cell they are hidden. The `LOG` counts
 * transactions, which are operational data: exact and live, and marked where they are few (see the module's README).
 */
export type Evidence = "ANSWERS" | "LOG";

/** Whether a figure may be shown at all. */
export function isHidden(effectiveN: number, evidence: Evidence, thresholds: Thresholds): boolean {
  return evidence === "ANSWERS" && effectiveN > 0 && effectiveN < thresholds.minimumCell;
}

/** From effective n: `FULL`, `MODERATE` or `LOW_CONFIDENCE`, as the thresholds say. */
export function qualityOf(effectiveN: number, thresholds: Thresholds): Quality {
  if (effectiveN >= thresholds.fullFrom) return "FULL";
  return effectiveN >= thresholds.moderateFrom ? "MODERATE" : "LOW_CONFIDENCE";
}

/** A figure from a sample: quality from its n, and the mark `FEW_OBSERVATIONS` below the minimum cell. */
export function sampled(
  figure: Pick<Estimate, "unit" | "method" | "value" | "low" | "high"> & { readonly n: number },
  thresholds: Thresholds,
  reasons: readonly Reason[] = [],
): Estimate {
  return {
    ...figure,
    confidence: figure.low === null && figure.high === null ? null : thresholds.confidence,
    effectiveN: figure.n,
    quality: qualityOf(figure.n, thresholds),
    suppressed: false,
    reasons: figure.n < thresholds.minimumCell ? [...reasons, "FEW_OBSERVATIONS"] : reasons,
  };
}
