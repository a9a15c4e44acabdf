import { Incomparable } from "../comparability";
import { successesOnly } from "../successes-only";
import type { Thresholds } from "../thresholds";
import { type BenchmarkBasis, isOf, leftAside } from "./benchmark-basis";
import { answered, type UnitCounts } from "./benchmark-unit";
import { MOST_LACKING } from "./case-mix";

/** Why an agency or a service is not compared. Those of `Incomparable`: it was asked something else than the others. */
export const WhyNot = {
  ...Incomparable,
  NO_ANSWERS: "NO_ANSWERS",
  FEW_ANSWERS: "FEW_ANSWERS",
  DIFFERENT_WINDOW: "DIFFERENT_WINDOW",
  LOW_COVERAGE: "LOW_COVERAGE",
  SUCCESSES_ONLY: "SUCCESSES_ONLY",
  MIX_NOT_COVERED: "MIX_NOT_COVERED",
} as const;
export type WhyNot = keyof typeof WhyNot;

/** Recorded ÷ declared below this cannot be judged: perhaps only the good ones were sent. PEOPLE 5. */
const LEAST_COVERAGE = 0.8;

/** A unit must have answers in so much of the months in which any has. */
const LEAST_MONTHS = 0.75;

/** What all units together look like: what each is held against. */
export interface Common {
  /** Months (YYYY-MM) in which anybody answered the question compared. */
  readonly months: ReadonlySet<string>;
  /** Share of each language in the answers of all. */
  readonly languages: ReadonlyMap<string | null, number>;
}

/** Every reason why a unit is not compared, the gravest first; none: it is. `MIX_NOT_COVERED` is added once the mix is known. */
export function whyNot(unit: UnitCounts, basis: BenchmarkBasis, common: Common, thresholds: Thresholds): readonly WhyNot[] {
  const rows = unit.answers.filter((row) => isOf(basis, row));
  const n = rows.reduce((sum, { counts }) => sum + answered(counts), 0);
  const reasons: WhyNot[] = [];
  if (n === 0) reasons.push(...notAsked(unit, basis));
  else if (n < thresholds.fullFrom) reasons.push("FEW_ANSWERS");
  const months = new Set(rows.map(({ day }) => day.slice(0, 7)));
  if (n > 0 && months.size < LEAST_MONTHS * common.months.size) reasons.push("DIFFERENT_WINDOW");
  if (otherLanguages(unit, basis, common)) reasons.push("LANGUAGE_NOT_EQUIVALENT");
  if (unit.declared !== null && unit.recorded < LEAST_COVERAGE * unit.declared) reasons.push("LOW_COVERAGE");
  if (restsOnSuccesses(unit, basis)) reasons.push("SUCCESSES_ONLY");
  return reasons;
}

function notAsked(unit: UnitCounts, basis: BenchmarkBasis): readonly WhyNot[] {
  const others = leftAside(basis, unit.answers);
  return others.length === 0 ? ["NO_ANSWERS"] : others;
}

/**
 * No wording has been shown to measure the same in two languages yet, so units are compared where their languages are mixed
 * alike: less than a fifth of a unit's answers are in another language than the answers of all.
 */
function otherLanguages(unit: UnitCounts, basis: BenchmarkBasis, { languages }: Common): boolean {
  const own = new Map<string | null, number>();
  for (const { cells } of unit.languages.filter((row) => isOf(basis, row))) {
    for (const { value, counts } of cells) own.set(value, (own.get(value) ?? 0) + answered(counts));
  }
  const total = [...own.values()].reduce((sum, n) => sum + n, 0);
  if (total === 0) return false;
  const apart = [...new Set([...own.keys(), ...languages.keys()])].reduce((sum, value) => sum + Math.abs((own.get(value) ?? 0) / total - (languages.get(value) ?? 0)), 0) / 2;
  return apart > MOST_LACKING;
}

/** Whether those who got a "no" hardly answer the question compared. */
function restsOnSuccesses(unit: UnitCounts, basis: BenchmarkBasis): boolean {
  if (basis.moment !== "AFTER_OUTCOME") return false;
  const rows = unit.outcomes.filter((row) => isOf(basis, row));
  const answers = rows.flatMap(({ cells }) => cells).map(({ value, counts }) => ({ outcome: value, n: answered(counts) }));
  return successesOnly(unit.transactions, answers, rows.reduce((sum, { leftOut }) => sum + leftOut, 0));
}
