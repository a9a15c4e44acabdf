import type { EffectiveCalendar } from "./effective-calendar";
import type { OpeningHours } from "./weekly-hours";

/** Hours of a day by the clock on the wall, in milliseconds since its midnight, in order. */
export type WorkingDay = readonly { readonly opens: number; readonly closes: number }[];

/** When an agency works on a local day, given as the number of days since 1970-01-01. */
export type WorkingDays = (day: number) => WorkingDay;

const DAY_MS = 86_400_000;
const CLOSED: WorkingDay = [];

/**
 * The working day of each day of a calendar. A day off is closed. On the days of a named period the hours of that period
 * take the place of the whole ordinary week, in a calendar that has any; of several such periods the one that began last
 * counts, then the one whose code comes last. The same object for days of the same hours.
 */
export function workingDays({ weeks, periods, holidays }: EffectiveCalendar): WorkingDays {
  const off = new Set(holidays.map(dayNumber));
  const inOrder = periods
    .map(({ code, from, to }) => ({ code, from: dayNumber(from), to: dayNumber(to) }))
    .toSorted((a, b) => b.from - a.from || (a.code < b.code ? 1 : -1));
  const dated = weeks.map(({ validFrom, hours }) => {
    const byPeriod = new Map<string | null, readonly WorkingDay[]>([[null, weekOf(hours, null)]]);
    for (const { period } of hours) if (!byPeriod.has(period)) byPeriod.set(period, weekOf(hours, period));
    return { from: validFrom === null ? Number.NEGATIVE_INFINITY : dayNumber(validFrom), byPeriod };
  });
  return (day) => {
    const week = dated.findLast(({ from }) => from <= day);
    if (week === undefined || off.has(day)) return CLOSED;
    const period = inOrder.find(({ code, from, to }) => from <= day && day < to && week.byPeriod.has(code));
    // 1970-01-01 was a Thursday.
    return week.byPeriod.get(period?.code ?? null)?.[(((day + 3) % 7) + 7) % 7] ?? CLOSED;
  };
}

/** Days since 1970-01-01 of a `YYYY-MM-DD` day. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** Monday first. */
function weekOf(hours: readonly OpeningHours[], period: string | null): readonly WorkingDay[] {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    hours
      .filter((entry) => entry.weekday === weekday && entry.period === period)
      .map(({ opens, closes }) => ({ opens: timeOfDay(opens), closes: timeOfDay(closes) }))
      .toSorted((a, b) => a.opens - b.opens),
  );
}

/** Milliseconds since midnight of `HH:MM`. */
function timeOfDay(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;
}
