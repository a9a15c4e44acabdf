import { addDays } from "../../../shared/local-day";
import type { Period } from "../../../shared/period";
import type { Thresholds } from "../thresholds";

/** Which days the figures of a service are about: those asked for, or as many as it takes. */
export const ReportWindow = { AS_ASKED: "AS_ASKED", AUTO: "AUTO" } as const;
export type ReportWindow = keyof typeof ReportWindow;

/** How long a window is. */
export const WindowLength = { MONTH: "MONTH", QUARTER: "QUARTER", YEAR: "YEAR" } as const;
export type WindowLength = keyof typeof WindowLength;

/** The windows that end with a period, the shortest first. */
export const WINDOW_MONTHS: readonly { readonly length: WindowLength; readonly months: number }[] = [
  { length: "MONTH", months: 1 },
  { length: "QUARTER", months: 3 },
  { length: "YEAR", months: 12 },
];

/** What a window was chosen for: enough answers to rank, enough to show, or not even that. */
export const WindowAnswers = { ENOUGH: "ENOUGH", FEW: "FEW", TOO_FEW: "TOO_FEW" } as const;
export type WindowAnswers = keyof typeof WindowAnswers;

/** The days a service's figures are about, and why these. */
export interface ChosenWindow {
  readonly length: WindowLength;
  readonly period: Period;
  /** Whether it took more than the shortest. */
  readonly widened: boolean;
  readonly answers: WindowAnswers;
}

/** The same day of the month so many months before, or the last day of that month. */
export function monthsBefore(day: string, months: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const last = addDays(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1)).toISOString().slice(0, 10), -1);
  const same = `${first.toISOString().slice(0, 8)}${day.slice(8)}`;
  return same < last ? same : last;
}

/** The windows of the period's end, the shortest first. */
export function windowsEnding({ to }: Period): readonly { readonly length: WindowLength; readonly period: Period }[] {
  return WINDOW_MONTHS.map(({ length, months }) => ({ length, period: { from: monthsBefore(to, months), to } }));
}

/**
 * The shortest window whose answers reach `moderateFrom`; else the longest, marked `FEW` or, below the minimum cell,
 * `TOO_FEW`. `answered` gives for each window how many answered the service's best answered question. METHODS 5.2.
 */
export function chooseWindow(windows: ReturnType<typeof windowsEnding>, answered: readonly number[], { moderateFrom, minimumCell }: Thresholds): ChosenWindow {
  const enough = windows.findIndex((_, index) => (answered[index] ?? 0) >= moderateFrom);
  const at = enough === -1 ? windows.length - 1 : enough;
  const window = windows[at];
  if (window === undefined) throw new RangeError("no window to choose from");
  const n = answered[at] ?? 0;
  return { ...window, widened: at > 0, answers: enough !== -1 ? "ENOUGH" : n >= minimumCell ? "FEW" : "TOO_FEW" };
}
