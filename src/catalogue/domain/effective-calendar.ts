import type { OpeningHours } from "./weekly-hours";

/**
 * All that decides when one agency works, put together: a snapshot that never changes, kept under the number of a
 * revision. Names and announcements are left out, because they move no hour.
 */
export interface EffectiveCalendar {
  /** IANA name. */
  readonly timeZone: string;
  /** In the order of their days; the first holds from the beginning. */
  readonly weeks: readonly { readonly validFrom: string | null; readonly hours: readonly OpeningHours[] }[];
  /** The named periods that the hours name, `[from, to)`. */
  readonly periods: readonly { readonly code: string; readonly from: string; readonly to: string }[];
  /** Days off, national and the agency's own. */
  readonly holidays: readonly string[];
}

/** A revision of the calendar of an agency, by which transactions are counted. */
export interface CalendarRevision {
  readonly agencyId: string;
  /** From 1. */
  readonly revision: number;
}

/** The newest revision of an agency's calendar. */
export interface NewestCalendar extends CalendarRevision {
  readonly agencyCode: string;
  readonly madeAt: Date;
}
