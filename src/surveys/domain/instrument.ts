import type { Texts } from "../../shared/texts";

/** What is answered: a point of a scale, one option of a list, any of its options, or how many. */
export const InstrumentKind = { RATING: "RATING", CHOICE: "CHOICE", MULTIPLE: "MULTIPLE", COUNT: "COUNT" } as const;
export type InstrumentKind = keyof typeof InstrumentKind;

/** Which end of the scale is the good one. `NONE`: a choice has no ends. */
export const Direction = { HIGH_IS_EASY: "HIGH_IS_EASY", LOW_IS_EASY: "LOW_IS_EASY", HIGH_IS_GOOD: "HIGH_IS_GOOD", NONE: "NONE" } as const;
export type Direction = keyof typeof Direction;

/** In which order the points stand on the page; the first end read draws answers to itself, so it belongs to the instrument. */
export const ScaleOrder = { LOW_TO_HIGH: "LOW_TO_HIGH", AS_LISTED: "AS_LISTED" } as const;
export type ScaleOrder = keyof typeof ScaleOrder;

/**
 * How far the wording of one language may be trusted. `DRAFT`: written, not tested with people. `STANDARD_WORDING`:
 * the published wording of a known question. `TESTED`: passed cognitive interviews. `EQUIVALENT`: shown to measure the
 * same as the other language.
 */
export const Validation = { DRAFT: "DRAFT", STANDARD_WORDING: "STANDARD_WORDING", TESTED: "TESTED", EQUIVALENT: "EQUIVALENT" } as const;
export type Validation = keyof typeof Validation;

/** What must happen before figures are published: T1 interviews, T2 interviews in the same round (low risk), T3 expert review. */
export const TestMark = { T1: "T1", T2: "T2", T3: "T3" } as const;
export type TestMark = keyof typeof TestMark;

/** One exact question. A changed word is a new version: what was answered stays readable as it was asked. */
export interface Instrument {
  /** Of an agency's own: the agency's code, a slash, and a name. */
  readonly code: string;
  readonly version: number;
  /** Whose own question it is; null: one of the bank, which everybody asks in the same words, so that answers can be compared. */
  readonly agencyId: string | null;
  readonly kind: InstrumentKind;
  readonly direction: Direction;
  readonly order: ScaleOrder;
  /** A sentence before the question, where it is a statement to agree with. */
  readonly lead: Texts | null;
  readonly wording: Texts;
  readonly points: readonly ScalePoint[];
  /** Label of "does not apply to me"; null where that is not offered. */
  readonly notApplicable: Texts | null;
  /** By language; a language that is not named has no wording. */
  readonly validation: Readonly<Record<string, Validation>>;
  /** Who tested the words of a further language with people, and on which day. Absent: nobody. */
  readonly tested?: Readonly<Record<string, { readonly by: string; readonly on: string }>>;
  readonly testMark: TestMark;
  readonly source: string;
  readonly note: string | null;
}

/** A rating's or count's point has a number, a choice's a code. `{step}` stands for the steps the person went through. */
export interface ScalePoint {
  readonly value: number | string;
  readonly label: Texts;
}

/** The placeholder among the options of a choice that is replaced by the steps the person went through. */
export const STEP_OPTIONS = "{step}";

/** The choice stored where a person named a step; which one stands beside it. */
export const STEP_CHOICE = "STEP";

/**
 * Stands before the code of an option of a multiple choice where it is counted in the place of a step: each option is a
 * question of its own, which everybody answered with yes or no. No code of a step begins so.
 */
export const OPTION = ":";

/** The question which of the steps was the hardest. */
export const HARDEST_STEP = "HARDEST_STEP";

/** The question who carried the transaction out. */
export const ROLE = "ROLE";

/** Whether the instrument speaks of "this step", so that it is put once for each step asked about; an agency's own never does. */
export function isAboutStep(instrument: Pick<Instrument, "code">): boolean {
  return instrument.code.startsWith("STEP_") && !instrument.code.includes("/");
}

/** Code of the agency whose own question it is; null: one of the bank. */
export function agencyOf({ code }: Pick<Instrument, "code">): string | null {
  return code.includes("/") ? (code.split("/")[0] ?? null) : null;
}

/** The smallest and the largest number on the scale; undefined for choices. */
export function scaleRange(instrument: Pick<Instrument, "points">): { readonly minimum: number; readonly maximum: number } | undefined {
  const numbers = instrument.points.map((point) => point.value).filter((value) => typeof value === "number");
  return numbers.length === 0 ? undefined : { minimum: Math.min(...numbers), maximum: Math.max(...numbers) };
}
