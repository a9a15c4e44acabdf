import type { ChangeEffect } from "../../improvement/domain/change-effect";
import type { Fresh } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

/** One line for each figure of what came of a change. */
export function effectCsv({ freshness, change, before, after, comparison, figures }: Fresh<ChangeEffect>): string {
  const which = [change.service.agencyCode, change.service.code, change.stepCode, change.id, change.day, before.from, before.to, after.from, after.to, comparison === null ? null : `${comparison.agencyCode}/${comparison.code}`];
  const header = ["agency", "service", "step", "change", "day", "beforeFrom", "beforeTo", "afterFrom", "afterTo", "comparison", "measure", "instrument", "version", "mode", "label", ...HOW_SURE, "verdict", "refused", ...HOW_FRESH];
  return csv(header, figures.map(({ measure, instrument, version, mode, label, effect, verdict, refused }) =>
    [...which, measure, instrument, version, mode, label, ...cells(effect), verdict, refused.map((one) => `${one.label} ${one.code}`).join("; "), ...freshCells(freshness)],
  ));
}
