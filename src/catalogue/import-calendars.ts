import type { UnitOfWork } from "../database/unit-of-work";
import { groupsInOrder } from "../shared/in-order";
import { localDay } from "../shared/local-day";
import { newId } from "../shared/new-id";
import { Refusal } from "../shared/refusal";
import { checkPeriodsKnown, periodsNamed } from "./domain/check-hours";
import type { AgencyEntry, CatalogueDocument, HolidayEntry } from "./domain/import/catalogue-document";
import { difference, type ImportTally } from "./import-report";
import type { CalendarRepository } from "./storage/calendar.repository";
import { readCalendarsOfAgencies } from "./storage/calendars-of-agencies.view";
import { readHolidays } from "./storage/holidays.view";

/** Zone in which a holiday is announced whose file does not say when. */
const ZONE = "Asia/Muscat";

/** Stores when agencies work, as a file says it. */
export class ImportCalendars {
  constructor(private readonly calendars: CalendarRepository) {}

  async put(unit: UnitOfWork, document: CatalogueDocument, agencyIds: readonly string[], now: Date, tally: ImportTally): Promise<void> {
    await this.putPeriods(unit, document, tally);
    await this.putHolidays(unit, document, agencyIds, now, tally);
    const stored = groupsInOrder(agencyIds, document.agencies.some((agency) => agency.calendars.length > 0) ? await readCalendarsOfAgencies(unit, agencyIds) : [], (calendar) => calendar.agencyId);
    for (const [i, agency] of document.agencies.entries()) await this.putCalendars(unit, agencyIds[i] ?? "", agency, stored[i] ?? [], tally);
  }

  private async putPeriods(unit: UnitOfWork, { periods }: CatalogueDocument, tally: ImportTally): Promise<void> {
    if (periods.length === 0) return;
    const stored = new Map((await this.calendars.periods(unit, periods.map((period) => period.code))).map((period) => [period.code, period]));
    for (const { code, names, from, to } of periods) {
      const old = stored.get(code);
      const period = { code, names: { ...old?.names, ...names }, from, to };
      const what = difference(old, period);
      if (what !== "unchanged") await this.calendars.putPeriod(unit, period);
      tally.add("periods", what);
    }
  }

  private async putHolidays(unit: UnitOfWork, document: CatalogueDocument, agencyIds: readonly string[], now: Date, tally: ImportTally): Promise<void> {
    const brought = [
      ...document.holidays.map((entry) => ({ entry, agencyId: null })),
      ...document.agencies.flatMap((agency, i) => agency.holidays.map((entry): { entry: HolidayEntry; agencyId: string | null } => ({ entry, agencyId: agencyIds[i] ?? null }))),
    ];
    if (brought.length === 0) return;
    const stored = new Map((await readHolidays(unit, agencyIds, "0001-01-01", "9999-12-31")).map((holiday) => [`${holiday.agencyId ?? ""} ${holiday.day}`, holiday]));
    for (const { entry, agencyId } of brought) {
      const old = stored.get(`${agencyId ?? ""} ${entry.day}`);
      const holiday = { agencyId, day: entry.day, names: { ...old?.names, ...entry.names }, announcedOn: entry.announcedOn ?? old?.announcedOn ?? localDay(now, ZONE) };
      const what = difference(old, holiday);
      if (what !== "unchanged") await this.calendars.putHoliday(unit, { id: newId(), ...holiday });
      tally.add("holidays", what);
    }
  }

  private async putCalendars(unit: UnitOfWork, agencyId: string, agency: AgencyEntry, stored: readonly { readonly validFrom: string | null; readonly hours: unknown }[], tally: ImportTally): Promise<void> {
    for (const entry of agency.calendars) {
      const { validFrom, hours } = entry;
      const known = await this.calendars.periods(unit, periodsNamed(hours));
      const unknown = Refusal.ofAll(checkPeriodsKnown(hours, new Set(known.map((period) => period.code))));
      if (unknown !== undefined) {
        tally.refuse(entry, unknown.under("hours"));
        continue;
      }
      const what = difference(stored.find((calendar) => calendar.validFrom === validFrom)?.hours, hours);
      if (what !== "unchanged") await this.calendars.put(unit, { agencyId, validFrom, hours });
      tally.add("calendars", what);
    }
  }
}
