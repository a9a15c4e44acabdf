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
