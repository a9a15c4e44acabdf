/** A zone's formatter, with the days of quarters of an hour that were asked for. */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly days: Map<number, string>;
}

const zones = new Map<string, Zone>();

const QUARTER_MS = 15 * 60_000;
/** Ten months of quarters; then all are forgotten, so that memory stays flat. */
const REMEMBERED = 30_000;

/**
 * The calendar day, `YYYY-MM-DD`, on which an instant falls in a time zone (IANA name). Since 1972 every zone's midnight
 * falls on a quarter of an hour of universal time, so one answer of the slow formatter serves a whole quarter.
 */
export function localDay(instant: Date, timeZone: string): string {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = { format: new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }), days: new Map() };
    zones.set(timeZone, zone);
  }
  const time = instant.getTime();
  if (time < QUARTERS_SINCE) return zone.format.format(instant);
  const quarter = Math.floor(time / QUARTER_MS);
  let day = zone.days.get(quarter);
  if (day === undefined) {
    if (zone.days.size >= REMEMBERED) zone.days.clear();
    day = zone.format.format(instant);
    zone.days.set(quarter, day);
  }
  return day;
}

/** Monrovia kept 44 minutes and 30 seconds until 7 January 1972; it was the last. */
const QUARTERS_SINCE = Date.UTC(1972, 1, 1);

/** The day `days` after (before, where negative) a `YYYY-MM-DD` day. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whether a text is an existing calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  // PostgreSQL has no year 0.
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether this machine knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
