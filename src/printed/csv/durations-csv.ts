import type { DurationSeries } from "../../reports/domain/duration-series";
import type { Fresh } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

const CALENDARS = ["clock", "working"] as const;
const TIMES = ["median", "p90"] as const;

/** One line for each figure of each point of a series. */
export function durationsCsv({ freshness, service, points }: Fresh<DurationSeries>): string {
  const fresh = freshCells(freshness);
  return csv(
    ["agency", "service", "from", "to", "calendar", "figure", ...HOW_SURE, ...HOW_FRESH],
    points.flatMap((point) => CALENDARS.flatMap((calendar) => TIMES.map((figure) => [service.agencyCode, service.code, point.from, point.to, calendar.toUpperCase(), figure, ...cells(point[calendar][figure]), ...fresh]))),
  );
}
