import { addDays } from "../../shared/local-day";
import type { Period } from "../../shared/period";
import type { EffectiveCalendar } from "./effective-calendar";
import { dayNumber, type WorkingDay, workingDays } from "./working-day";
import { CALENDAR_DAYS } from "./working-time";

/**
 * From the first to the last local day on which calendars of one agency, one made after the other, differ from the one before:
 * whatever happened on other days was worked the same under all of them. Undefined where no day before `until` differs.
 *
 * @param until the first day that does not matter, such as the first on which nothing can have happened yet
 */
export function changedDays(revisions: readonly EffectiveCalendar[], until: string): Period | undefined {
  const days = revisions.map(workingDays);
  const differs = (day: number): boolean => days.some((hoursOf, i) => i > 0 && !sameHours(hoursOf(day), days[i - 1]?.(day) ?? []));
  const end = Math.min(CALENDAR_DAYS.to, dayNumber(until));
  let first = CALENDAR_DAYS.from;
  while (first < end && !differs(first)) first += 1;
  if (first >= end) return undefined;
  let last = end - 1;
  while (!differs(last)) last -= 1;
  return { from: addDays("1970-01-01", first), to: addDays("1970-01-01", last + 1) };
}

function sameHours(a: WorkingDay, b: WorkingDay): boolean {
  return a === b || (a.length === b.length && a.every(({ opens, closes }, i) => opens === b[i]?.opens && closes === b[i].closes));
}
