import type { Period } from "../../shared/period";
import type { Texts } from "../../shared/texts";
import type { OpeningHours } from "./weekly-hours";

/** An agency's working hours from a day on, until its next calendar. */
export interface WorkingCalendar {
  /** Null: from the beginning, because the agency has not said anything yet. */
  readonly validFrom: string | null;
  readonly hours: readonly OpeningHours[];
}

/** A day off. */
export interface Holiday {
  /** Null: national. */
  readonly agencyId: string | null;
  readonly day: string;
  readonly names: Texts;
  /** The day on which it was announced; may be later than the day itself. */
  readonly announcedOn: string;
}

/** Days with a name that reports and calendars know, such as `RAMADAN_1447`. */
export interface NamedPeriod extends Period {
  readonly code: string;
  readonly names: Texts;
}
