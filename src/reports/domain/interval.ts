import { addDays } from "../../shared/local-day";
import type { Period } from "../../shared/period";

/** How a period is cut into the points of a line. */
export const Interval = { DAY: "DAY", WEEK: "WEEK", MONTH: "MONTH" } as const;
export type Interval = keyof typeof Interval;

/** Points of one line at most. */
export const MOST_POINTS = 800;

const DAY_MS = 86_400_000;
/** Days from 1 to 4 January 1970, a Sunday: weeks begin on it, as the working week of the agencies does. */
const A_SUNDAY = 3;

/**
 * A period cut at the beginnings of days, of weeks (Sunday) or of months; together the pieces are exactly the period,
 * each half-open. Where it begins or ends inside a week or a month, the first or last piece is shorter. Null: more than
 * `most` pieces.
 */
export function pieces({ from, to }: Period, interval: Interval, most: number): readonly Period[] | null {
  const found: Period[] = [];
  for (let start = from; start < to; ) {
    if (found.length === most) return null;
    const next = following(start, interval);
    const end = next < to ? next : to;
    found.push({ from: start, to: end });
    start = end;
  }
  return found;
}

/** Whether a piece is a whole day, week or month, not one cut short by the end of a period. */
export function isWhole({ from, to }: Period, interval: Interval): boolean {
  const begins = interval === "DAY" || (interval === "WEEK" ? weekday(from) === 0 : from.endsWith("-01"));
  return begins && following(from, interval) === to;
}

/** First day of the next day, week or month after that of a day. */
function following(day: string, interval: Interval): string {
  switch (interval) {
    case "DAY":
      return addDays(day, 1);
    case "WEEK":
      return addDays(day, 7 - weekday(day));
    case "MONTH":
      return `${addDays(`${day.slice(0, 8)}01`, 31).slice(0, 8)}01`;
  }
}

/** Sunday is 0. */
function weekday(day: string): number {
  const days = Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
  return (((days - A_SUNDAY) % 7) + 7) % 7;
}
