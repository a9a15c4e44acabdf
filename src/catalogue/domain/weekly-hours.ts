/** When an agency is open on one weekday. Two entries of one weekday are a break at noon. */
export interface OpeningHours {
  /** ISO: Monday is 1, Sunday is 7. */
  readonly weekday: number;
  /** `HH:MM`, local. */
  readonly opens: string;
  /** `HH:MM`, local, later than `opens`; `24:00` is midnight at the end of the day. */
  readonly closes: string;
  /** Code of the named period (such as a Ramadan) in which these hours replace the ordinary ones; null: ordinary hours. */
  readonly period: string | null;
}

/** The days of the week by their names, in the order of their ISO numbers. */
export const Weekday = { MONDAY: "MONDAY", TUESDAY: "TUESDAY", WEDNESDAY: "WEDNESDAY", THURSDAY: "THURSDAY", FRIDAY: "FRIDAY", SATURDAY: "SATURDAY", SUNDAY: "SUNDAY" } as const;
export type Weekday = keyof typeof Weekday;

const IN_ORDER = Object.values(Weekday);

/** ISO number of a weekday: Monday is 1, Sunday is 7. */
export function weekdayNumber(weekday: Weekday): number {
  return IN_ORDER.indexOf(weekday) + 1;
}

/** The weekday with an ISO number from 1 to 7. */
export function weekdayOf(number: number): Weekday {
  return IN_ORDER[number - 1] ?? "MONDAY";
}
