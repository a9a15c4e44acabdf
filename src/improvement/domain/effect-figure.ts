import type { Estimate } from "../../reports/domain/estimate";
import type { ChangeVerdict } from "../../reports/domain/trends/change-verdict";
import type { Mode } from "../../surveys/domain/collector";

/** What a number about a change may be called, the strongest first (METHODS 3.4). */
export const EffectLabel = { ESTIMATED_EFFECT: "ESTIMATED_EFFECT", CHANGE_AFTER_DATE: "CHANGE_AFTER_DATE", DIFFERENCE_BETWEEN_PERIODS: "DIFFERENCE_BETWEEN_PERIODS" } as const;
export type EffectLabel = keyof typeof EffectLabel;

/** What was measured. */
export const EffectMeasure = { CES: "CES", CSAT: "CSAT", STEP_EASE: "STEP_EASE", ERRORS: "ERRORS", HELP: "HELP", RETURNED: "RETURNED" } as const;
export type EffectMeasure = keyof typeof EffectMeasure;

/** Why a stronger label is not given. */
export const EffectRefusal = {
  NO_COMPARISON: "NO_COMPARISON",
  COMPARISON_TOUCHED: "COMPARISON_TOUCHED",
  COMPARISON_ASKED_OTHERWISE: "COMPARISON_ASKED_OTHERWISE",
  TOO_FEW_PERIODS_BEFORE: "TOO_FEW_PERIODS_BEFORE",
  PRE_TREND: "PRE_TREND",
  TOO_FEW_POINTS: "TOO_FEW_POINTS",
  NOT_AS_A_SERIES: "NOT_AS_A_SERIES",
} as const;
export type EffectRefusal = keyof typeof EffectRefusal;

/** The same difference in differences where nothing was changed: how often chance and drift make one as large. */
export interface Placebo {
  /** At how many dates before the change it was repeated. */
  readonly repeated: number;
  /** How many of them were as large. */
  readonly asLarge: number;
  /** (1 + as large) ÷ (1 + repeated). */
  readonly p: number;
}

/** What changed in one figure with the change, under the strongest label that the data carry. */
export interface EffectFigure {
  readonly measure: EffectMeasure;
  /** Null for figures of the log. */
  readonly instrument: string | null;
  readonly version: number | null;
  readonly mode: Mode | null;
  readonly label: EffectLabel;
  readonly effect: Estimate;
  readonly verdict: ChangeVerdict;
  /** Stronger labels that are not given, and why. */
  readonly refused: readonly RefusedLabel[];
  /** Null but for `ESTIMATED_EFFECT`. */
  readonly placebo: Placebo | null;
}

/** A label that is not given. */
export interface RefusedLabel {
  readonly label: EffectLabel;
  readonly code: EffectRefusal;
}
