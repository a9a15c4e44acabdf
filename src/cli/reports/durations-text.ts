import type { DurationSeries } from "../../reports/domain/duration-series";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, figureText, freshnessText, fullName, KEY, table } from "../report-text";

/** How long a service took over time: each point by the clock, and below it by the agency's working calendar. */
export function durationsText({ freshness, service, period, interval, points }: Fresh<DurationSeries>): string {
  const head = `${fullName(service)} · ${period.from} up to ${period.to} by ${interval}\n${freshnessText(freshness)}`;
  const rows = points.flatMap(({ from, clock, working }) => [
    [from, "by the clock", ...estimateCells(clock.median), ...(clock.p90.value === null ? [] : ["9 in 10 within", figureText(clock.p90)])],
    ["", "working time", ...estimateCells(working.median), ...(working.p90.value === null ? [] : ["9 in 10 within", figureText(working.p90)])],
  ]);
  return [head, ["Start to end, median", ...table(rows)].join("\n"), KEY].join("\n\n");
}
