import { Refusal } from "../../../shared/refusal";
import { checkEffortFilter, type ReportFilter } from "../report-filter";
import { checkWholeMonths } from "../whole-months";
import type { BenchmarkWanted } from "./benchmark";
import type { BenchmarkOf, CaseMix } from "./benchmark-unit";
import type { Measure } from "../measure";

/** What a reader asks for besides the filter. */
export interface BenchmarkCut {
  readonly of: BenchmarkOf;
  readonly measure: Measure;
  readonly mix: CaseMix;
  /** How many rows to tell at most. */
  readonly rows: number;
}

/** What a benchmark cannot be narrowed down by: one circumstance of answers is known at a time, and that is the mix. */
const UNAVAILABLE = ["channels", "segments", "stepKinds", "automation"] as const;

/**
 * Whether a benchmark can be narrowed down like this: by agencies, services and one moment. Codes: those of
 * `checkEffortFilter`, `FILTER_NOT_AVAILABLE`, `NOT_WHOLE_MONTHS`, and `MEASURE_NOT_AVAILABLE` for the ease of single steps.
 */
export function checkBenchmarkFilter(filter: ReportFilter, { of, measure, mix, rows }: BenchmarkCut): BenchmarkWanted | Refusal {
  const checked = checkEffortFilter(filter);
  if (checked instanceof Refusal) return checked;
  for (const name of UNAVAILABLE) {
    if (checked[name] !== undefined) return new Refusal("FILTER_NOT_AVAILABLE", `A benchmark cannot be narrowed down by ${name}: answers are told by one circumstance at a time.`, [name]);
  }
  if (measure === "STEP_EASE") return new Refusal("MEASURE_NOT_AVAILABLE", "A benchmark compares what people say of the whole; single steps are compared in the effort report.", ["measure"]);
  const { period, agencies, services } = checked;
  const { moment, flagged } = checked;
  return checkWholeMonths(period) ?? { period, of, measure, moment, flagged, mix, rows, agencies, services };
}
