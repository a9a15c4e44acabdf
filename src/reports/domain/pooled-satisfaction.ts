import type { Period } from "../../shared/period";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import type { Interval } from "./interval";
import type { SatisfactionLine } from "./satisfaction-series";
import type { Thresholds } from "./thresholds";

/** What people said of many services together over time. */
export interface PooledSatisfaction {
  /** Code of the agency; null: every service that the reader may see, for the office the country. */
  readonly agency: string | null;
  /** How many services the lines add up, those without answers included. */
  readonly services: number;
  readonly period: Period;
  readonly interval: Interval;
  /** Whether answers with a quality signal count. */
  readonly flagged: FlaggedAnswers;
  readonly thresholds: Thresholds;
  readonly lines: readonly SatisfactionLine[];
}
