import type { PooledSatisfaction } from "../../reports/domain/pooled-satisfaction";
import type { SatisfactionLine, SatisfactionSeries } from "../../reports/domain/satisfaction-series";
import type { ControlChart } from "../../reports/domain/trends/control-chart";
import type { MixShift } from "../../reports/domain/trends/mix-shift";
import type { Fresh, Freshness } from "../../shared/freshness";
import { cells, type Cell, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

const HEADER = ["agency", "service", "measure", "instrument", "version", "moment", "mode", "from", "to", "firstDay", "lastDay", "figure", ...HOW_SURE, "limitLow", "limitHigh", "outside", "verdict", "shifts", ...HOW_FRESH];

/** One line for each figure of each point of a series, with its control limits, and one for the change. */
export function seriesCsv({ freshness, service, lines }: Fresh<SatisfactionSeries>): string {
  return csv(HEADER, rowsOf([service.agencyCode, service.code], lines, freshness));
}

/** The same of many services together. */
export function pooledCsv({ freshness, agency, lines }: Fresh<PooledSatisfaction>): string {
  return csv(HEADER, rowsOf([agency, null], lines, freshness));
}

/** `CHANNEL WEB 0.61>0.48`, as an estimate's reasons stand in one cell. */
export function shiftsCell(shifts: readonly MixShift[]): string {
  return shifts.map(({ by, what, before, after }) => [by, what, `${before.toFixed(3)}>${after.toFixed(3)}`].filter((part) => part !== null).join(" ")).join("; ");
}

function rowsOf(who: readonly Cell[], lines: readonly SatisfactionLine[], freshness: Freshness): Cell[][] {
  const fresh = freshCells(freshness);
  return lines.flatMap(({ measure, instrument, version, moment, mode, points, shareChart, meanChart, change }) => {
    const line = [...who, measure, instrument, version, moment, mode];
    const figures = points.flatMap(({ from, to, firstDay, lastDay, share, mean, net }) => {
      const which = [...line, from, to, firstDay, lastDay];
      return [
        [...which, "share", ...cells(share), ...limits(shareChart, from), null, null, ...fresh],
        [...which, "mean", ...cells(mean), ...limits(meanChart, from), null, null, ...fresh],
        ...(net === null ? [] : [[...which, "net", ...cells(net), null, null, null, null, null, ...fresh]]),
      ];
    });
    if (change === null) return figures;
    const { before, after, statistic, difference, standardised, verdict, shifts } = change;
    const which = [...line, before.from, after.to, null, null];
    const said = [null, null, null, verdict, shiftsCell(shifts), ...fresh];
    const changes = [[...which, `change.${statistic}`, ...cells(difference), ...said], ...(standardised === null ? [] : [[...which, `change.${statistic}.standardised`, ...cells(standardised), ...said]])];
    return [...figures, ...changes];
  });
}

function limits(chart: ControlChart | null, from: string): Cell[] {
  const point = chart?.points.find((one) => one.from === from);
  return point === undefined ? [null, null, null] : [point.low, point.high, point.outside];
}
