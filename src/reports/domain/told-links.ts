import { suppressSmallCells } from "../../statistics/suppress-small-cells";
import type { Period } from "../../shared/period";
import { spans } from "../../tallies/domain/spans";
import { absentEstimate } from "./absent-estimate";
import type { Estimate } from "./estimate";
import { groupedBy } from "./grouped-by";
import { shareEstimate } from "./share-estimate";
import type { Thresholds } from "./thresholds";

/** Links to a survey of one service at one moment: how many sent out in a month got how far. */
export interface LinkCount {
  /** Its first day. */
  readonly month: string;
  readonly state: "INVITED" | "DELIVERED" | "OPENED" | "ANSWERED" | "ANSWERED_AGENCY";
  /** Value of the circumstance that they are told apart by; null: nobody said, or none. */
  readonly value: string | null;
  readonly n: number;
}

/** What may be told of links. */
export interface ToldLinks {
  /** Of all months: what was sent and whether it arrived is the agency's own log. */
  readonly invited: number;
  readonly delivered: number;
  /** How many opened, how many answered, and of how many: of the months in which answering may be told, and of no others. Hardly fewer answer than open. */
  readonly opened: number;
  readonly answered: number;
  readonly outOf: number;
  /** Months in which it may not. */
  readonly leftOut: number;
}

/** The same of everybody and by circumstance. */
export interface ToldLinksBy extends ToldLinks {
  readonly by: ReadonlyMap<string | null, ToldLinks>;
}

/**
 * Who answers is told as what is answered: never a number from 1 to the minimum less 1, and nothing from which one follows
 * (docs/decisions/0020). So every month is cut by itself, and a longer period adds up told cells only: the difference of
 * two periods is a sum of them too. Within a month the cells of a circumstance are suppressed two-step; where any is
 * hidden, those at zero are as well, so that a hidden one may be anything up to what all hidden ones hold.
 */
export function toldLinks(rows: readonly LinkCount[], { minimumCell }: Pick<Thresholds, "minimumCell">): ToldLinksBy {
  const values = [...new Set(rows.map(({ value }) => value))];
  const months = [...groupedBy(rows, ({ month }) => month).values()].map((month) => ({ month, told: toldOf(month, minimumCell) }));
  const of = (value: string | null): ToldLinks =>
    added(months.map(({ month, told }) => ({ rows: month.filter((row) => row.value === value), answered: told.cells.get(keyOf(value)) ?? null })).filter((cell) => cell.rows.length > 0));
  return { ...added(months.map(({ month, told }) => ({ rows: month, answered: told.total }))), by: new Map(values.map((value) => [value, of(value)])) };
}

/** How many answered in a month, in all and by value; null: not told. */
function toldOf(month: readonly LinkCount[], minimum: number): { readonly total: number | null; readonly cells: ReadonlyMap<string, number | null> } {
  const answered = new Map<string, number>();
  for (const { value, state, n } of month) answered.set(keyOf(value), (answered.get(keyOf(value)) ?? 0) + (state === "ANSWERED" ? n : 0));
  const nothing = new Map([...answered.keys()].map((value) => [value, null]));
  const total = [...answered.values()].reduce((sum, n) => sum + n, 0);
  if (total > 0 && total < minimum) return { total: null, cells: nothing };
  const cut = suppressSmallCells(answered, minimum, true);
  // The total is told whatever it is made of, so where the cells cannot be kept apart from it none is told.
  if (cut.total === null) return { total, cells: nothing };
  const hides = [...cut.cells.values()].includes(null);
  return { total, cells: new Map([...cut.cells].map(([value, n]) => [value, hides && n === 0 ? null : n])) };
}

function added(cells: readonly { readonly rows: readonly LinkCount[]; readonly answered: number | null }[]): ToldLinks {
  const sum = (state: LinkCount["state"], of = cells): number => of.reduce((total, { rows }) => total + rows.reduce((n, row) => n + (row.state === state ? row.n : 0), 0), 0);
  const told = cells.filter(({ answered }) => answered !== null);
  const answered = told.reduce((total, cell) => total + (cell.answered ?? 0), 0);
  return { invited: sum("INVITED"), delivered: sum("DELIVERED"), opened: sum("OPENED", told), answered, outOf: sum("INVITED", told), leftOut: cells.length - told.length };
}

/** Answered through Yusr ÷ invited. `partial`: whether days of the period lie in no whole month of it. */
export function answeredEstimate({ answered, outOf, leftOut, invited }: ToldLinks, partial: boolean, thresholds: Thresholds): Estimate {
  if (invited === 0 && !partial) return absentEstimate("SHARE", "WILSON", "NOT_ASKED");
  if (outOf === 0) return absentEstimate("SHARE", "WILSON", leftOut > 0 ? "SMALL_CELL" : "MONTHS_LEFT_OUT");
  return shareEstimate(answered, outOf, "LOG", thresholds, { reasons: leftOut > 0 || partial ? ["MONTHS_LEFT_OUT"] : [] });
}

/**
 * Opened ÷ invited, of the months in which answering is told. Where nobody at all opened anything, nobody looked: that is
 * not none.
 */
export function openedEstimate(links: ToldLinks, all: ToldLinks, partial: boolean, thresholds: Thresholds): Estimate {
  if (links.outOf > 0 && all.opened === 0) return absentEstimate("SHARE", "WILSON", "NOT_MEASURED");
  return answeredEstimate({ ...links, answered: links.opened }, partial, thresholds);
}

/**
 * Of those who answered, the share that did so on the agency's own form: of months in which neither number is hidden.
 */
export function ownFormEstimate(rows: readonly LinkCount[], partial: boolean, thresholds: Thresholds): Estimate {
  const months = [...groupedBy(rows, ({ month }) => month).values()].map((month) => ({ yusr: answeredBy(month, "ANSWERED"), agency: answeredBy(month, "ANSWERED_AGENCY") }));
  const mayBeTold = (n: number): boolean => n === 0 || n >= thresholds.minimumCell;
  const told = months.filter(({ yusr, agency }) => mayBeTold(yusr) && mayBeTold(agency));
  const agency = told.reduce((sum, month) => sum + month.agency, 0);
  const all = told.reduce((sum, month) => sum + month.agency + month.yusr, 0);
  const leftOut = told.length < months.length;
  if (all === 0) return absentEstimate("SHARE", "WILSON", leftOut ? "SMALL_CELL" : partial ? "MONTHS_LEFT_OUT" : "NO_DATA");
  return shareEstimate(agency, all, "LOG", thresholds, { reasons: leftOut || partial ? ["MONTHS_LEFT_OUT"] : [] });
}

function answeredBy(rows: readonly LinkCount[], state: LinkCount["state"]): number {
  return rows.reduce((sum, row) => sum + (row.state === state ? row.n : 0), 0);
}

/** Whether days of a period lie in no whole month of it. */
export function hasPartialMonths(period: Period): boolean {
  return spans(period).edges.length > 0;
}

/** Nobody said is a value of its own; no value begins with a space. */
function keyOf(value: string | null): string {
  return value ?? " ";
}
