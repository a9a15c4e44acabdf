import type { Turn } from "../../../catalogue/domain/turn";
import type { Estimate } from "../estimate";

/** One thing that a service or step costs people. Time is people's own work; waiting is days, and never added to it. */
export const BurdenFigure = {
  TRANSACTIONS: "TRANSACTIONS",
  REACHED: "REACHED",
  STEPS: "STEPS",
  OWN_STEPS: "OWN_STEPS",
  ACTIVE_TIME: "ACTIVE_TIME",
  HOURS_A_YEAR: "HOURS_A_YEAR",
  IN_PERSON_STEPS: "IN_PERSON_STEPS",
  TRIPS: "TRIPS",
  TRIPS_A_YEAR: "TRIPS_A_YEAR",
  DOCUMENTS: "DOCUMENTS",
  DOCUMENTS_HELD: "DOCUMENTS_HELD",
  AGENCIES: "AGENCIES",
  FEE: "FEE",
  PROMISED_DAYS: "PROMISED_DAYS",
  PROMISES_KEPT: "PROMISES_KEPT",
  DAYS_MEDIAN: "DAYS_MEDIAN",
  DAYS_P90: "DAYS_P90",
  WAITING_DAYS: "WAITING_DAYS",
} as const;
export type BurdenFigure = keyof typeof BurdenFigure;

/** A figure of burden, and what it is about. */
export interface BurdenLine {
  readonly figure: BurdenFigure;
  /** Who had the turn; of waiting only. */
  readonly turn: Turn | null;
  /** ISO 4217; of fees only. */
  readonly currency: string | null;
  readonly estimate: Estimate;
}

/** A line about nobody's turn and no currency, unless they are given. */
export function burdenLine(figure: BurdenFigure, estimate: Estimate, about: Partial<Pick<BurdenLine, "turn" | "currency">> = {}): BurdenLine {
  return { figure, turn: null, currency: null, ...about, estimate };
}
