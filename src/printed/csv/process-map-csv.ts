import type { DurationFigures } from "../../reports/domain/duration-figures";
import type { Estimate } from "../../reports/domain/estimate";
import type { ProcessMap } from "../../reports/domain/process-map";
import type { Fresh } from "../../shared/freshness";
import { type Cell, cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

/** Where a figure of a process map stands: its part, and what it is about. */
type Row = readonly [part: string, from: Cell, to: Cell, figure: string, estimate: Estimate];

const REPETITIONS = ["rework", "selfLoops", "repeats", "pingPong"] as const;
const FIGURES = ["transactions", "share", "events", "eventsPerTransaction"] as const;

/** One line for each figure of a process map, unrounded. `from` and `to` are the steps of an edge; else `from` says what the line is about. */
export function processMapCsv(map: Fresh<ProcessMap>): string {
  const fresh = freshCells(map.freshness);
  const which = [map.service.agencyCode, map.service.code];
  return csv(["agency", "service", "part", "from", "to", "figure", ...HOW_SURE, ...HOW_FRESH], rowsOf(map).map(([part, from, to, figure, estimate]) => [...which, part, from, to, figure, ...cells(estimate), ...fresh]));
}

function rowsOf({ edges, variants, coverage, rework, fit, times, horizonDays, dropOff, steps }: ProcessMap): readonly Row[] {
  return [
    ...edges.flatMap(({ from, to, count, time }): Row[] => [["EDGE", from, to, "count", count], ["EDGE", from, to, "time", time]]),
    ...variants.flatMap(({ steps: path, transactions, share }): Row[] => [["VARIANT", path.join(" > "), null, "transactions", transactions], ["VARIANT", path.join(" > "), null, "share", share]]),
    ...coverage.map(({ variants: top, share }): Row => ["COVERAGE", `TOP-${String(top)}`, null, "share", share]),
    ...REPETITIONS.flatMap((kind) => FIGURES.map((figure): Row => ["REWORK", kind, null, figure, rework[kind][figure]])),
    ...(["average", "log", "fitting", "notCompared"] as const).map((figure): Row => ["FIT", null, null, figure, fit[figure]]),
    ...fit.deviations.flatMap(({ step, ...figures }) => Object.entries(figures).map(([figure, estimate]): Row => ["DEVIATION", step, null, figure, estimate])),
    ...times.flatMap(({ turn, calendar, waiting, service }) => [...durations("TURN", `${turn} ${calendar}`, "waiting", waiting), ...durations("TURN", `${turn} ${calendar}`, "service", service)]),
    ...steps.flatMap(({ code, serviceTime, waiting }) => [...durations("STEP", code, "serviceTime", serviceTime), ...durations("STEP", code, "waiting", waiting)]),
    ...dropOff.flatMap(({ step, byHorizon, ...figures }): Row[] => [
      ...Object.entries(figures).map(([figure, estimate]): Row => ["DROP_OFF", step, null, figure, estimate]),
      ["DROP_OFF", step, null, `by${String(horizonDays)}Days`, byHorizon],
    ]),
  ];
}

function durations(part: string, about: string, name: string, { median, p90, total }: DurationFigures): readonly Row[] {
  return [[part, about, null, `${name}.median`, median], [part, about, null, `${name}.p90`, p90], [part, about, null, `${name}.total`, total]];
}
