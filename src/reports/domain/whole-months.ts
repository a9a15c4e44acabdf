import type { Period } from "../../shared/period";
import { Refusal } from "../../shared/refusal";

/** Refuses a period that begins or ends within a month: what answers are told by is kept month by month. Code: `NOT_WHOLE_MONTHS`. */
export function checkWholeMonths(period: Period): Refusal | undefined {
  for (const end of ["from", "to"] as const) {
    if (!period[end].endsWith("-01")) return new Refusal("NOT_WHOLE_MONTHS", "This report is about whole months: both days must be the first of a month.", ["period", end]);
  }
  return undefined;
}
