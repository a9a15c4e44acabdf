import type { Estimate } from "../../reports/domain/estimate";
import type { WhoAnswered } from "../../reports/domain/who-answered/who-answered";
import type { Fresh } from "../../shared/freshness";
import { type Cell, cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

/** Where a figure stands: its part, what it is about, and its name in the API. */
type Row = readonly [part: string, about: Cell, value: Cell, figure: string, status: Cell, estimate: Estimate];

const ASKED = ["eligible", "invited", "invitedShare", "delivered", "opened", "answered", "cooperation"] as const;
const LINKS = ["invited", "delivered", "opened", "answered"] as const;

/** One line for each figure, unrounded. */
export function whoAnsweredCsv(report: Fresh<WhoAnswered>): string {
  const fresh = freshCells(report.freshness);
  const which = [report.service.agencyCode, report.service.code, report.moment];
  return csv(["agency", "service", "moment", "part", "about", "group", "figure", "status", ...HOW_SURE, ...HOW_FRESH], rowsOf(report).map(([part, about, value, figure, status, estimate]) => [...which, part, about, value, figure, status, ...cells(estimate), ...fresh]));
}

function rowsOf(report: WhoAnswered): readonly Row[] {
  return [
    ...ASKED.map((figure): Row => ["ASKED", null, null, figure, null, report.asked[figure]]),
    ...report.asked.notAsked.map(({ reason, transactions }): Row => ["NOT_ASKED", reason, null, "transactions", null, transactions]),
    ...report.linksByOutcome.flatMap((links) => LINKS.map((figure): Row => ["LINKS", "OUTCOME", links.outcome, figure, null, links[figure]])),
    ...report.representativeness.flatMap(({ by, groups, different }) =>
      groups.flatMap((group) => (["transactions", "respondents", "difference"] as const).map((figure): Row => ["REPRESENTED", by, group.value, figure, different === null ? null : different ? "DIFFERENT" : "ALIKE", group[figure]])),
    ),
    ...report.scores.flatMap(({ instrument, version, mode, raw, weighted }): Row[] => {
      const about = `${instrument} v${String(version)} ${mode}`;
      return [["SCORE", about, null, "raw", null, raw], ["SCORE", about, null, "weighted", null, weighted]];
    }),
    ...(["transactions", "recorded", "declared", "coverage"] as const).map((figure): Row => ["VOLUME", null, null, figure, null, report[figure]]),
    ...report.signals.map(({ signal, status, figure }): Row => ["SIGNAL", signal, null, "figure", status, figure]),
  ];
}
