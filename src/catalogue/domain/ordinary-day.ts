import type { EffectiveCalendar } from "./effective-calendar";

/**
 * How many milliseconds an ordinary working day of an agency has: the hours of its week as it now is, shared by the days
 * that have any; named periods (Ramadan) are not ordinary. Null: it never opens.
 */
export function ordinaryDayMs({ weeks }: Pick<EffectiveCalendar, "weeks">): number | null {
  const hours = (weeks.at(-1)?.hours ?? []).filter(({ period }) => period === null);
  const days = new Set(hours.map(({ weekday }) => weekday)).size;
  return days === 0 ? null : hours.reduce((sum, { opens, closes }) => sum + minutes(closes) - minutes(opens), 0) * (60_000 / days);
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return 60 * hour + minute;
}
