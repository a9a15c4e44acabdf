import type { Benchmark, BenchmarkRow } from "../../reports/domain/benchmark/benchmark";
import type { Estimate } from "../../reports/domain/estimate";
import type { Fresh } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

const WHICH = ["of", "agency", "service", "instrument", "version", "moment", "mode", "formula", "place", "standsOut", "whyNot", "figure", "stratum"] as const;

/** One line for each figure of each agency or service; those without a name have empty cells there. */
export function benchmarkCsv(report: Fresh<Benchmark>): string {
  const fresh = freshCells(report.freshness);
  const { question } = report;
  const asked = [question?.instrument ?? null, question?.version ?? null, report.moment, question?.mode ?? null, question?.formula ?? null];
  const centre = report.funnel === null ? [] : [[report.of, null, null, ...asked, null, null, null, "centre", null, ...cells(report.funnel.centre), ...fresh]];
  return csv([...WHICH, ...HOW_SURE, ...HOW_FRESH], [...centre, ...report.rows.flatMap((row) =>
    figuresOf(row).map(([figure, stratum, estimate]) => [
      report.of, row.agency?.code ?? null, row.service?.code ?? null, ...asked, row.funnel?.place ?? null, row.funnel?.standsOut ?? null, row.whyNot.join(" "),
      figure, stratum, ...cells(estimate), ...fresh,
    ]),
  )]);
}

function figuresOf({ crude, crudeMean, standardised, standardisedMean, coverage, strata, funnel }: BenchmarkRow): (readonly [string, string | null, Estimate])[] {
  return [
    ["crude", null, crude],
    ["crudeMean", null, crudeMean],
    ["standardised", null, standardised],
    ["standardisedMean", null, standardisedMean],
    ...(coverage === null ? [] : [["coverage", null, coverage] as const]),
    ...(funnel === null ? [] : [["shrunk", null, funnel.shrunk] as const]),
    ...(funnel?.expectedRank == null ? [] : [["expectedRank", null, funnel.expectedRank] as const]),
    ...strata.flatMap(({ value, share, mean }) => [["stratum.share", value ?? "", share] as const, ["stratum.mean", value ?? "", mean] as const]),
  ];
}
