import type { Period } from "../../shared/period";

/** A period as a report reads it: whole months from the coarser counts, the days around them one by one. */
export interface Spans {
  /** From a first of a month to a first of a month; `from` = `to` where the period holds no whole month. */
  readonly months: Period;
  /** What is left of the period before and after: none, one or two, in order, never empty. */
  readonly edges: readonly Period[];
}

/** The first day of the month a day lies in. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** Splits a period at the firsts of months: `edges` and `months` together are exactly its days, each once. */
export function spans(period: Period): Spans {
  const first = monthOf(period.from) === period.from ? period.from : nextMonth(period.from);
  const last = monthOf(period.to);
  if (first >= last) return { months: { from: last, to: last }, edges: period.from < period.to ? [period] : [] };
  const around = [{ from: period.from, to: first }, { from: last, to: period.to }];
  return { months: { from: first, to: last }, edges: around.filter(({ from, to }) => from < to) };
}

/** The first day of the month after the one a day lies in. */
export function nextMonth(day: string): string {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  return month === 12 ? `${String(year + 1).padStart(4, "0")}-01-01` : `${day.slice(0, 4)}-${String(month + 1).padStart(2, "0")}-01`;
}
