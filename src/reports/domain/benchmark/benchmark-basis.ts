import type { Collector, Mode } from "../../../surveys/domain/collector";
import type { Moment } from "../../../surveys/domain/moment";
import { comparable, type FigureBasis, type Incomparable } from "../comparability";
import { formulaOf, type Measure, type Reading, readingOf } from "../measure";
import { answered, type MonthAnswers } from "./benchmark-unit";

/** The one question that a benchmark compares: everything about it is the same for all. */
export interface BenchmarkBasis {
  readonly reading: Reading;
  readonly version: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
}

/** What a reader may ask to be compared. */
export interface BasisWanted {
  readonly measure: Measure;
  readonly moment: Moment;
}

type Asked = Pick<MonthAnswers, "instrumentCode" | "instrumentVersion" | "moment" | "mode" | "collector">;

/**
 * The question that most answers of all were given to, among those of the measure at the moment that Yusr collected; null
 * where there are none.
 */
export function benchmarkBasis(answers: readonly MonthAnswers[], { measure, moment }: BasisWanted): BenchmarkBasis | null {
  const sums = new Map<string, { basis: BenchmarkBasis; n: number }>();
  for (const row of answers) {
    const basis = basisOf(row);
    if (basis?.reading.measure !== measure || row.moment !== moment || row.collector !== "YUSR") continue;
    const key = `${row.instrumentCode} ${String(row.instrumentVersion)} ${row.mode}`;
    sums.set(key, { basis, n: (sums.get(key)?.n ?? 0) + answered(row.counts) });
  }
  return [...sums.values()].reduce<{ basis: BenchmarkBasis; n: number } | null>((most, one) => (most === null || one.n > most.n ? one : most), null)?.basis ?? null;
}

/** Whether answers were given to the very question that is compared. */
export function isOf(basis: BenchmarkBasis, row: Asked): boolean {
  return (
    row.instrumentCode === basis.reading.instrument &&
    row.instrumentVersion === basis.version &&
    row.moment === basis.moment &&
    row.mode === basis.mode &&
    row.collector === basis.collector
  );
}

/**
 * Why answers of the measure to other questions are not among those compared, each reason once, by the table of METHODS
 * 1.5; answers about something else are no reason.
 */
export function leftAside(basis: BenchmarkBasis, answers: readonly MonthAnswers[]): readonly Incomparable[] {
  const reasons = answers.flatMap((row) => {
    const other = basisOf(row);
    if (other === null || other.reading.measure !== basis.reading.measure || isOf(basis, row)) return [];
    const verdict = comparable(figureBasis(other), figureBasis(basis), "SHARE", "RANK");
    return verdict.verdict === "REFUSE" ? [verdict.code] : [];
  });
  return [...new Set(reasons)];
}

function basisOf({ instrumentCode, instrumentVersion, moment, mode, collector }: Asked): BenchmarkBasis | null {
  const reading = readingOf(instrumentCode);
  return reading === undefined ? null : { reading, version: instrumentVersion, moment, mode, collector };
}

function figureBasis({ reading, version, moment, mode, collector }: BenchmarkBasis): FigureBasis {
  const { instrument, measure, item, direction, min, max } = reading;
  return { instrument, version, measure, item, direction, scaleMin: min, scaleMax: max, formula: formulaOf(reading), moment, mode, collector };
}
