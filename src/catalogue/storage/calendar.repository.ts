import { In } from "typeorm";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Holiday, NamedPeriod } from "../domain/calendar";
import type { CalendarEntity } from "./calendar.entity";
import type { HolidayEntity } from "./holiday.entity";
import { NamedPeriodEntity } from "./named-period.entity";

export class CalendarRepository {
  /** Puts a calendar in the place of the one of the same agency and day. */
  async put(unit: UnitOfWork, calendar: CalendarEntity): Promise<void> {
    await unit.query(
      `/* put-calendar */
       INSERT INTO calendar (agency_id, valid_from, hours) VALUES ($1, $2, $3)
       ON CONFLICT (agency_id, valid_from) DO UPDATE SET hours = excluded.hours`,
      [calendar.agencyId, calendar.validFrom, JSON.stringify(calendar.hours)],
    );
  }

  /** The named periods with these codes. */
  async periods(unit: UnitOfWork, codes: readonly string[]): Promise<NamedPeriod[]> {
    if (codes.length === 0) return [];
    const periods = await unit.getRepository(NamedPeriodEntity).findBy({ code: In([...new Set(codes)]) });
    return periods.map(({ code, names, fromDay, toDay }) => ({ code, names, from: fromDay, to: toDay }));
  }

  /** Enters a holiday, or corrects the one of the same agency and day. */
  async putHoliday(unit: UnitOfWork, holiday: HolidayEntity): Promise<void> {
    const key = holiday.agencyId === null ? "(day) WHERE agency_id IS NULL" : "(agency_id, day) WHERE agency_id IS NOT NULL";
    await unit.query(
      `/* put-holiday */
       INSERT INTO holiday (id, agency_id, day, names, announced_on) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ${key} DO UPDATE SET names = excluded.names, announced_on = excluded.announced_on`,
      [holiday.id, holiday.agencyId, holiday.day, JSON.stringify(holiday.names), holiday.announcedOn],
    );
  }

  /** Answers the holiday that was there, if any. */
  async removeHoliday(unit: UnitOfWork, agencyId: string | null, day: string): Promise<Holiday | undefined> {
    const [rows] = await unit.query<[Holiday[], number]>(
      `/* remove-holiday */
       DELETE FROM holiday WHERE agency_id IS NOT DISTINCT FROM $1 AND day = $2
       RETURNING agency_id AS "agencyId", day::text AS day, names, announced_on::text AS "announcedOn"`,
      [agencyId, day],
    );
    return rows[0];
  }

  /** Defines a named period, or corrects the one of the same code. */
  async putPeriod(unit: UnitOfWork, period: NamedPeriod): Promise<void> {
    await unit.query(
      `/* put-named-period */
       INSERT INTO named_period (code, names, from_day, to_day) VALUES ($1, $2, $3, $4)
       ON CONFLICT (code) DO UPDATE SET names = excluded.names, from_day = excluded.from_day, to_day = excluded.to_day`,
      [period.code, JSON.stringify(period.names), period.from, period.to],
    );
  }
}
