import { stringify } from "csv-stringify/sync";
import type { Estimate } from "../../reports/domain/estimate";
import { type FigureRow, stepFigureRows } from "../../reports/domain/figure-rows";
import type { StepRanking } from "../../reports/domain/step-ranking";
import type { Freshness } from "../../shared/freshness";

const WHICH = ["agency", "service", "level", "stage", "step", "figure", "turn", "instrument", "version", "moment", "mode"] as const;
/** Columns of an estimate. */
export const HOW_SURE = ["unit", "value", "low", "high", "confidence", "n", "effectiveN", "method", "quality", "suppressed", "reasons"] as const;

/** How fresh every line is, because a line travels alone. */
export const HOW_FRESH = ["server", "asOf", "lagSeconds"] as const;

/** One line for each figure, unrounded; an empty cell is an unknown value, and `reasons` says why. */
export function figuresCsv(rows: readonly FigureRow[], freshness: Freshness): string {
  const fresh = freshCells(freshness);
  return csv([...WHICH, ...HOW_SURE, ...HOW_FRESH], rows.map(({ estimate, ...which }) => [...WHICH.map((name) => which[name]), ...cells(estimate), ...fresh]));
}

/** The same of ranked steps: every line begins with the step's place and with what put it there. */
export function rankingCsv({ orderBy, rows }: StepRanking, freshness: Freshness): string {
  const fresh = freshCells(freshness);
  return csv(["rank", "orderBy", "bound", ...WHICH, ...HOW_SURE, ...HOW_FRESH], rows.flatMap(({ rank, bound, service, figures }) =>
    stepFigureRows(service, figures).map(({ estimate, ...which }) => [rank, orderBy, bound, ...WHICH.map((name) => which[name]), ...cells(estimate), ...fresh]),
  ));
}

export type Cell = string | number | boolean | null;

/** An estimate in the columns of `HOW_SURE`. */
export function cells(estimate: Estimate): Cell[] {
  return HOW_SURE.map((name) => (name === "reasons" ? estimate.reasons.join(" ") : estimate[name]));
}

/** How fresh, in the columns of `HOW_FRESH`. */
export function freshCells({ server, asOf, lagSeconds }: Freshness): Cell[] {
  return [server, asOf.toISOString(), lagSeconds];
}

/** Characters that turn the direction of what follows: they show a cell as another than it is, and reach into its neighbours. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe in front, what turns the direction is written
 * out (`\u202E`); numbers stay numbers.
 */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([header, ...rows].map((row) => row.map(harmless)), { escape_formulas: true, record_delimiter: "\r\n", cast: { boolean: String } }).trimEnd();
}

/** What the library knows of formulas it takes care of itself; it does not know that spreadsheets skip a leading NUL. */
function harmless(cell: Cell): Cell {
  if (typeof cell !== "string") return cell;
  const shown = cell.replace(TURNING, (mark) => `\\u${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return shown.startsWith("\0") ? `'${shown}` : shown;
}
