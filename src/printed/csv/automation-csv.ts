import type { AutomationEffect, Compared } from "../../reports/domain/automation/automation-effect";
import type { Fresh } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

const WHICH = ["part", "agency", "service", "step", "kind", "from", "to", "fromVersion", "toVersion", "label", "instrument", "version", "mode", "figure", "side"];

/** Three lines for each figure of each change (before, after, difference), and one for each of each kind and automation. */
export function automationCsv({ changes, kinds, freshness }: Fresh<AutomationEffect>): string {
  const fresh = freshCells(freshness);
  const sides = (which: readonly (string | number | null)[], figure: string, { before, after, difference }: Compared) =>
    Object.entries({ before, after, difference }).map(([side, estimate]) => [...which, figure, side, ...cells(estimate), ...fresh]);
  return csv([...WHICH, ...HOW_SURE, ...HOW_FRESH], [
    ...changes.flatMap((change) => {
      const about = ["CHANGE", change.service.agencyCode, change.service.code, change.step, change.kind, change.from, change.to, change.fromVersion, change.toVersion, change.label];
      return [
        ...change.ease.flatMap((one) => sides([...about, one.instrument, one.version, one.mode], "ease", one)),
        ...(["waiting", "timeInStep", "returned"] as const).flatMap((figure) => sides([...about, null, null, null], figure, change[figure])),
      ];
    }),
    ...kinds.flatMap((row) =>
      (["steps", "ease", "waiting", "returned"] as const).map((figure) => ["KIND", null, null, null, row.kind, null, row.automation, null, null, null, null, null, null, figure, null, ...cells(row[figure]), ...fresh])),
  ]);
}
