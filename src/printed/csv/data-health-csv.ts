import type { DataHealth, LinkHealth } from "../../reports/domain/data-health/data-health";
import type { Estimate } from "../../reports/domain/estimate";
import type { Fresh } from "../../shared/freshness";
import { type Cell, cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

const LINK_FIGURES = ["invited", "delivered", "opened", "answered"] as const;

/** One line for each portal and for each figure of each service; what is no estimate stands under `value` alone. */
export function healthCsv({ freshness, portals, services }: Fresh<DataHealth>): string {
  const fresh = freshCells(freshness);
  const plain = (value: Cell): Cell[] => HOW_SURE.map((name) => (name === "value" ? value : null));
  const lines: Cell[][] = [];
  for (const { code, services: all, sharedServices, lastEvent, silentDays } of portals) {
    for (const [figure, value] of Object.entries({ services: all, sharedServices, lastEvent, silentDays })) lines.push(["PORTAL", code, null, null, null, figure, ...plain(value), ...fresh]);
  }
  for (const row of services) {
    const which = (level: string, outcome: string | null, figure: string): Cell[] => [level, null, row.service.agencyCode, row.service.code, outcome, figure];
    const estimate = (figure: string, of: Estimate): number => lines.push([...which("SERVICE", null, figure), ...cells(of), ...fresh]);
    const links = (level: string, outcome: string | null, of: LinkHealth): void => {
      for (const figure of LINK_FIGURES) lines.push([...which(level, outcome, figure), ...cells(of[figure]), ...fresh]);
    };
    for (const figure of ["lastEvent", "silentDays", "portals"] as const) lines.push([...which("SERVICE", null, figure), ...plain(row[figure]), ...fresh]);
    lines.push([...which("SERVICE", null, "undeclaredSignals"), ...plain(row.undeclaredSignals.join(" ")), ...fresh]);
    for (const figure of ["recorded", "declared", "coverage", "passages", "unmapped", "ownForm"] as const) estimate(figure, row[figure]);
    links("SERVICE", null, row.links);
    for (const { outcome, ...of } of row.linksByOutcome) links("OUTCOME", outcome, of);
  }
  return csv(["level", "portal", "agency", "service", "outcome", "figure", ...HOW_SURE, ...HOW_FRESH], lines);
}
