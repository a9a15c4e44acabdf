/** Hours of the clock on the wall in which messages may be sent, `[from, to)`, in milliseconds since midnight. */
export interface SendingRange {
  readonly from: number;
  readonly to: number;
}

/** The ranges of some days: those of a named period, of a weekday, of both, or of all that nothing else is said of. */
export interface SendingRule {
  /** First part of the code of a named period: `RAMADAN` is meant by `RAMADAN_1447`. Null: any day. */
  readonly period: string | null;
  /** ISO weekday, 1 (Monday) to 7; null: each. */
  readonly weekday: number | null;
  /** In order; each at least an hour. */
  readonly ranges: readonly SendingRange[];
}

/** Not at night, not around the Friday prayer; in Ramadan not early, and not around the breaking of the fast. */
export const NATIONAL_SENDING_HOURS = "09:00-20:00; FRI 09:00-11:00 14:00-20:00; RAMADAN 10:00-16:00 20:30-22:00; RAMADAN FRI 14:00-16:00 20:30-22:00";

const WEEKDAYS: readonly string[] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const RANGE = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/u;
const PERIOD = /^[A-Z][A-Z0-9]*$/u;
const HOUR_MS = 3_600_000;

/**
 * Reads rules written `[PERIOD] [WEEKDAY] HH:MM-HH:MM …; …`. The first names neither period nor weekday; every one has a
 * range, so there is never a day on which nothing may be sent. Undefined: not readable.
 */
export function parseSendingHours(text: string): readonly SendingRule[] | undefined {
  const rules = text.split(";").map((part) => ruleOf(part.trim().split(/\s+/u)));
  const known = rules.filter((rule) => rule !== undefined);
  const [first] = known;
  const heads = new Set(known.map(({ period, weekday }) => `${period ?? ""} ${String(weekday)}`));
  return known.length === rules.length && heads.size === known.length && first?.period === null && first.weekday === null ? known : undefined;
}

function ruleOf(words: readonly string[]): SendingRule | undefined {
  const start = words.findIndex((word) => RANGE.test(word));
  const heads = words.slice(0, Math.max(0, start));
  const day = heads.find((word) => WEEKDAYS.includes(word));
  const periods = heads.filter((word) => word !== day);
  const ranges = words.slice(start).map(rangeOf);
  const inOrder = ranges.every((range, i) => range !== undefined && range.to - range.from >= HOUR_MS && range.from >= (ranges[i - 1]?.to ?? 0));
  if (start < 0 || !inOrder || periods.length > 1 || !periods.every((word) => PERIOD.test(word))) return undefined;
  return { period: periods[0] ?? null, weekday: day === undefined ? null : WEEKDAYS.indexOf(day) + 1, ranges: ranges.filter((range) => range !== undefined) };
}

function rangeOf(word: string): SendingRange | undefined {
  const match = RANGE.exec(word);
  if (match === null) return undefined;
  const [hour1 = 0, minute1 = 0, hour2 = 0, minute2 = 0] = match.slice(1).map(Number);
  const to = (hour2 * 60 + minute2) * 60_000;
  return to > 24 * HOUR_MS ? undefined : { from: (hour1 * 60 + minute1) * 60_000, to };
}

/** The ranges of a day: of the rule that says most about it. @param periods codes of the named periods it lies in */
export function rangesOn(rules: readonly SendingRule[], weekday: number, periods: readonly string[]): readonly SendingRange[] {
  const named = (period: string): boolean => periods.some((code) => code === period || code.startsWith(`${period}_`));
  const meant = rules.filter((rule) => (rule.period === null || named(rule.period)) && (rule.weekday === null || rule.weekday === weekday));
  const weight = (rule: SendingRule): number => (rule.period === null ? 0 : 2) + (rule.weekday === null ? 0 : 1);
  return [...meant].sort((a, b) => weight(b) - weight(a))[0]?.ranges ?? [];
}
