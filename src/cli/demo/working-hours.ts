import { addDays } from "../../shared/local-day";
import { contains, dayOf, type NinetyDays, startOf, weekdayOf } from "./ninety-days";

const HOUR_MS = 3_600_000;
/** A working day outside Ramadan, in milliseconds. */
export const WORKING_DAY_MS = 7 * HOUR_MS;

/** Hours after midnight at which agencies open and close, ordinarily and in the demonstration's Ramadan. */
export const OPEN = { ordinary: { opens: 7.5, closes: 14.5 }, ramadan: { opens: 9, closes: 14 } } as const;
/** Sunday to Thursday, in the order of the week. */
export const WORKING_WEEKDAYS: readonly number[] = [7, 1, 2, 3, 4];

export function isWorkingDay(day: string): boolean {
  return WORKING_WEEKDAYS.includes(weekdayOf(day));
}

/** From when to when agencies are open on a working day. */
export function openOn(days: NinetyDays, day: string): { readonly from: number; readonly to: number } {
  const { opens, closes } = contains(days.ramadan, day) ? OPEN.ramadan : OPEN.ordinary;
  return { from: startOf(day) + opens * HOUR_MS, to: startOf(day) + closes * HOUR_MS };
}

/**
 * The instant at which `workMs` of opening hours have passed since `start`. With no work to do: the first instant at
 * which somebody is there to do it.
 */
export function afterWork(days: NinetyDays, start: number, workMs: number): number {
  let left = workMs;
  for (let day = dayOf(start); ; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const { from, to } = openOn(days, day);
    const begin = Math.max(from, start);
    if (begin >= to) continue;
    if (left < to - begin) return begin + left;
    left -= to - begin;
  }
}

/** People sleep: what they would do between midnight and six they do after six. */
export function whenAwake(instant: number): number {
  const sinceMidnight = instant - startOf(dayOf(instant));
  return sinceMidnight < 6 * HOUR_MS ? instant + 6 * HOUR_MS : instant;
}
