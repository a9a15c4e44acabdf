import type { WhatChanged } from "../../reports/domain/trends/what-changed";
import type { Fresh } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";
import { shiftsCell } from "./satisfaction-csv";

/** One line for each change, in the order in which they are told. */
export function changesCsv({ freshness, before, after, lines }: Fresh<WhatChanged>): string {
  const header = ["agency", "service", "step", "measure", "instrument", "version", "mode", "before", "from", "to", ...HOW_SURE, "verdict", "shifts", ...HOW_FRESH];
  return csv(header, lines.map(({ service, step, measure, instrument, version, mode, difference, verdict, shifts }) =>
    [service.agencyCode, service.code, step, measure, instrument, version, mode, before.from, after.from, after.to, ...cells(difference), verdict, shiftsCell(shifts), ...freshCells(freshness)],
  ));
}
