import type { Estimate } from "../../reports/domain/estimate";
import type { OpportunityRetention, Retention } from "../../reports/domain/retention/retention";
import type { Fresh } from "../../shared/freshness";
import { type Cell, cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

/** Where a figure stands: its part, what it is about, the opportunity, and its name in the API. */
type Row = readonly [part: string, about: Cell, opportunity: Cell, figure: string, estimate: Estimate];

/** One line for each figure, unrounded. */
export function retentionCsv(report: Fresh<Retention>): string {
  const fresh = freshCells(report.freshness);
  const which = [report.service.agencyCode, report.service.code];
  return csv(["agency", "service", "part", "about", "opportunity", "figure", ...HOW_SURE, ...HOW_FRESH], rowsOf(report).map(([part, about, opportunity, figure, estimate]) => [...which, part, about, opportunity, figure, ...cells(estimate), ...fresh]));
}

function rowsOf(report: Retention): readonly Row[] {
  const stays = (about: Cell, rows: readonly OpportunityRetention[]): readonly Row[] => rows.map(({ opportunity, digital }) => ["RETENTION", about, opportunity, "digital", digital]);
  return [
    ...(["takeUp", "assisted", "repeatWithin7", "repeatWithin30"] as const).map((figure): Row => ["WHOLE", null, null, figure, report[figure]]),
    ...report.channels.flatMap((one) => (["ended", "undecided", "failed", "leaked"] as const).map((figure): Row => ["CHANNEL", one.channel, null, figure, one[figure]])),
    ...stays(null, report.pooled),
    ...report.cohorts.flatMap(({ channelFirst, opportunities }) => stays(channelFirst, opportunities)),
    ...report.leaving.map(({ band, left }): Row => ["LEAVING", band, null, "left", left]),
    ...(["ratio", "odds", "difference", "attributable"] as const).map((figure): Row => ["RISK", "MUCH/NONE", null, figure, report.risk[figure]]),
  ];
}
