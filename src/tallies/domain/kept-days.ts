import { addDays } from "../../shared/local-day";
import type { Period } from "../../shared/period";
import { monthOf, spans } from "./spans";

/** Days for which counts are kept day by day; older ones are kept by month. */
export const KEPT_DAYS = 400;

/** The first day kept day by day: always the first of a month, so that every day is in a kept day or a whole month. */
export function keptDaysFrom(today: string): string {
  return monthOf(addDays(today, -KEPT_DAYS));
}

/** Whether a period begins or ends inside a month whose days are no longer kept. */
export function isTooFine(period: Period, today: string): boolean {
  const from = keptDaysFrom(today);
  return spans(period).edges.some((edge) => edge.from < from);
}
