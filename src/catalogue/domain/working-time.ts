import { zoneSpans } from "../../shared/zone-offset";
import type { EffectiveCalendar } from "./effective-calendar";
import { dayNumber, workingDays } from "./working-day";

const DAY_MS = 86_400_000;

/** Calendars say nothing outside these days: nobody works there. */
export const CALENDAR_DAYS = { from: dayNumber("1900-01-01"), to: dayNumber("2200-01-01") } as const;

/** Days that a table is made longer by at each end, so that it is seldom made anew. */
const MARGIN = 400;

/**
 * Milliseconds from one instant to another during which the agency works: the time in which the clock on its wall shows
 * one of its opening hours. Backwards, and what lies outside 1900–2199, is zero. Adds up: from a to b and from b to c
 * together are from a to c. Where clocks are changed, an hour that comes twice counts twice and one that is skipped not at all.
 *
 * A sum is kept for every opening, so a question costs two look-ups whatever time it spans.
 */
export function workingMs(from: Date, to: Date, calendar: EffectiveCalendar): number {
  const [start, end] = [clamped(from.getTime()), clamped(to.getTime())];
  if (end <= start) return 0;
  const table = tableOf(calendar, start, end);
  return workedBefore(table, end) - workedBefore(table, start);
}

/** Openings `[opens, closes)` of some days in the order of time, each with what was worked before it. */
interface Table {
  /** UTC days since 1970 that the table covers, `[firstDay, endDay)`. */
  readonly firstDay: number;
  readonly endDay: number;
  /** By UTC day: the first opening that ends after the day has begun. */
  readonly opening: Int32Array;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly before: Float64Array;
  readonly total: number;
}

/** Made once per calendar, which never changes; longer when an instant beyond it is asked for. */
const tables = new WeakMap<EffectiveCalendar, Table>();

function tableOf(calendar: EffectiveCalendar, start: number, end: number): Table {
  const [first, last] = [Math.floor(start / DAY_MS), Math.floor(end / DAY_MS)];
  const known = tables.get(calendar);
  if (known !== undefined && known.firstDay <= first && last < known.endDay) return known;
  const firstDay = Math.max(CALENDAR_DAYS.from, Math.min(known?.firstDay ?? first, first - MARGIN));
  const endDay = Math.min(CALENDAR_DAYS.to + 1, Math.max(known?.endDay ?? last, last + MARGIN));
  const table = makeTable(calendar, firstDay, endDay);
  tables.set(calendar, table);
  return table;
}

function makeTable(calendar: EffectiveCalendar, firstDay: number, endDay: number): Table {
  const hoursOf = workingDays(calendar);
  const [opens, closes, before]: [number[], number[], number[]] = [[], [], []];
  let total = 0;
  for (const { from, to, offset } of zoneSpans(firstDay * DAY_MS, endDay * DAY_MS, calendar.timeZone)) {
    for (let day = Math.floor((from + offset) / DAY_MS); day * DAY_MS - offset < to; day += 1) {
      for (const hours of hoursOf(day)) {
        const opened = Math.max(from, day * DAY_MS + hours.opens - offset);
        const closed = Math.min(to, day * DAY_MS + hours.closes - offset);
        if (closed <= opened) continue;
        opens.push(opened);
        closes.push(closed);
        before.push(total);
        total += closed - opened;
      }
    }
  }
  const opening = new Int32Array(endDay - firstDay);
  for (let day = firstDay, i = 0; day < endDay; day += 1) {
    while (i < closes.length && (closes[i] ?? 0) <= day * DAY_MS) i += 1;
    opening[day - firstDay] = i;
  }
  return { firstDay, endDay, opening, opens: Float64Array.from(opens), closes: Float64Array.from(closes), before: Float64Array.from(before), total };
}

/** What was worked from the beginning of the table to an instant in it. */
function workedBefore({ firstDay, opening, opens, closes, before, total }: Table, time: number): number {
  let i = opening[Math.floor(time / DAY_MS) - firstDay] ?? 0;
  while (i < closes.length && (closes[i] ?? 0) <= time) i += 1;
  return i === closes.length ? total : (before[i] ?? 0) + Math.max(0, time - (opens[i] ?? 0));
}

function clamped(time: number): number {
  return Math.min(CALENDAR_DAYS.to * DAY_MS, Math.max(CALENDAR_DAYS.from * DAY_MS, time));
}
