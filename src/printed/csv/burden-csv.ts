import type { BurdenReport } from "../../reports/burden.service";
import type { BurdenLine } from "../../reports/domain/burden/burden-line";
import type { SimplificationCard } from "../../reports/domain/burden/simplification-card";
import type { Fresh } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

/** One line for each figure of each service and of each of its steps. */
export function burdenCsv({ services, freshness }: Fresh<BurdenReport>): string {
  const fresh = freshCells(freshness);
  return csv(["agency", "service", "procedureVersion", "step", "heldBy", "figure", "turn", "currency", ...HOW_SURE, ...HOW_FRESH], services.rows.flatMap(({ burden }) => {
    const about = [burden.service.agencyCode, burden.service.code, burden.procedureVersion];
    const rows = (step: string | null, heldBy: string | null, lines: readonly BurdenLine[]) => lines.map(({ figure, turn, currency, estimate }) => [...about, step, heldBy, figure, turn, currency, ...cells(estimate), ...fresh]);
    return [...rows(null, null, burden.lines), ...burden.steps.flatMap(({ code, heldBy, lines }) => rows(code, heldBy, lines))];
  }));
}

/** Three lines for each line of a card: now, before and the change. */
export function cardCsv({ service, version, comparedWithVersion, lines, freshness }: Fresh<SimplificationCard>): string {
  const fresh = freshCells(freshness);
  return csv(["agency", "service", "version", "comparedWithVersion", "figure", "turn", "currency", "side", ...HOW_SURE, ...HOW_FRESH], lines.flatMap(({ figure, turn, currency, now, before, change }) =>
    Object.entries({ now, before, change }).flatMap(([side, estimate]) =>
      estimate === null ? [] : [[service.agencyCode, service.code, version, comparedWithVersion, figure, turn, currency, side, ...cells(estimate), ...fresh]],
    ),
  ));
}
