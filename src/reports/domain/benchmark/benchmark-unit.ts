import type { Texts } from "../../../shared/texts";
import type { Collector, Mode } from "../../../surveys/domain/collector";
import type { Moment } from "../../../surveys/domain/moment";
import type { Outcome } from "../../../transactions/domain/outcome";

/** What is set side by side. */
export const BenchmarkOf = { AGENCIES: "AGENCIES", SERVICES: "SERVICES" } as const;
export type BenchmarkOf = keyof typeof BenchmarkOf;

/** By what the mix of cases is evened out; released answers are broken down by one thing at a time. */
export const CaseMix = { CHANNEL: "CHANNEL", SEGMENT: "SEGMENT" } as const;
export type CaseMix = keyof typeof CaseMix;

/** Answers to one question about the whole, of one month. */
export interface MonthAnswers {
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  /** A day of the month. */
  readonly day: string;
  /** `counts[score]`, from score 0 on. */
  readonly counts: readonly number[];
}

/** The same told by one dimension, as far as it may be told. */
export interface MixAnswers extends Omit<MonthAnswers, "day" | "counts"> {
  readonly stepCode: string | null;
  readonly cells: readonly { readonly value: string | null; readonly counts: readonly number[] }[];
  /** Answers that may not be told by this dimension. */
  readonly leftOut: number;
}

/** Everything counted about one agency or service that a benchmark looks at. */
export interface UnitCounts {
  readonly agencyId: string;
  readonly agency: { readonly code: string; readonly names: Texts };
  /** Null where agencies are compared. */
  readonly service: { readonly code: string; readonly names: Texts } | null;
  /** Whether the reader may see its name. */
  readonly own: boolean;
  readonly answers: readonly MonthAnswers[];
  readonly mix: readonly MixAnswers[];
  readonly languages: readonly MixAnswers[];
  readonly outcomes: readonly MixAnswers[];
  readonly transactions: readonly { readonly outcome: Outcome; readonly n: number }[];
  /** Transactions recorded of the services that a register knows. */
  readonly recorded: number;
  /** How many the register lets expect of those; null: no register knows any. */
  readonly declared: number | null;
}

/** How many answers stand in counts. */
export function answered(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
