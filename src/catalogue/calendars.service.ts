import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { isDay, localDay } from "../shared/local-day";
import { newId } from "../shared/new-id";
import { checkPeriod } from "../shared/period";
import { notFound, Refusal } from "../shared/refusal";
import type { Texts } from "../shared/texts";
import type { Agency } from "./domain/agency";
import type { Holiday, NamedPeriod } from "./domain/calendar";
import { checkHours, checkPeriodsKnown, periodsNamed } from "./domain/check-hours";
import { checkCode, isCode } from "./domain/code";
import { checkNames, presentTexts } from "./domain/names";
import type { OpeningHours } from "./domain/weekly-hours";
import type { AgencyEntity } from "./storage/agency.entity";
import type { AgencyRepository } from "./storage/agency.repository";
import type { CalendarRevisionRepository } from "./storage/calendar-revision.repository";
import type { CalendarRepository } from "./storage/calendar.repository";

/** Zone in which a national holiday is announced. */
const NATIONAL_ZONE = "Asia/Muscat";

export interface NewCalendar {
  readonly agency: string;
  /** First day on which it holds, until the agency's next calendar. */
  readonly validFrom: string;
  readonly hours: readonly OpeningHours[];
}

export interface NewHoliday {
  /** Null: national. */
  readonly agency: string | null;
  readonly day: string;
  readonly names: Texts;
  /** Null: today. */
  readonly announcedOn: string | null;
}

/**
 * Keeps when agencies work. Days come from announcements, never from a computed Hijri calendar. What moves the working hours of an
 * agency makes a new revision of its calendar in the same unit of work; what is in the past is recounted afterwards.
 */
export class CalendarsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly agencies: AgencyRepository,
    private readonly calendars: CalendarRepository,
    private readonly revisions: CalendarRevisionRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Says when an agency is open from a day on; the same day again corrects. Answers the agency. Refusals: `INVALID_DAY`, those of
   * `checkHours` under `hours`, `PERIOD_UNKNOWN`, `NOT_FOUND`.
   */
  async setCalendar(actor: Actor, calendar: NewCalendar): Promise<Agency | Refusal> {
    this.access.require(actor, "catalogue.write");
    const { validFrom, hours } = calendar;
    const refusal = dayProblem(validFrom, "validFrom") ?? Refusal.ofAll(checkHours(hours).map((problem) => problem.under("hours")));
    if (refusal !== undefined) return refusal;
    return this.units.write(async (unit) => {
      const agency = await this.ownAgency(unit, actor, calendar.agency);
      if (agency instanceof Refusal) return agency;
      const known = await this.calendars.periods(unit, periodsNamed(hours));
      const unknown = Refusal.ofAll(checkPeriodsKnown(hours, new Set(known.map((period) => period.code))));
      if (unknown !== undefined) return unknown.under("hours");
      await this.calendars.put(unit, { agencyId: agency.id, validFrom, hours });
      await this.revisions.revise(unit, this.clock());
      await this.audit.record(unit, actor, "setCalendar", { agency: agency.code, validFrom });
      return agency;
    });
  }

  /**
   * Enters a day off, of one agency or national; the same day again corrects its names and its announcement. Only who
   * governs the catalogue announces a national one. Refusals: `INVALID_DAY`, the text codes, `NOT_FOUND`.
   */
  async announceHoliday(actor: Actor, holiday: NewHoliday): Promise<Holiday | Refusal> {
    this.access.require(actor, holiday.agency === null ? "catalogue.govern" : "catalogue.write");
    const { day, names, announcedOn } = holiday;
    const refusal = dayProblem(day, "day") ?? (announcedOn === null ? undefined : dayProblem(announcedOn, "announcedOn")) ?? checkNames(names, ["names"]);
    if (refusal !== undefined) return refusal;
    return this.units.write(async (unit) => {
      const agency = holiday.agency === null ? null : await this.ownAgency(unit, actor, holiday.agency);
      if (agency instanceof Refusal) return agency;
      const today = localDay(this.clock(), agency?.timeZone ?? NATIONAL_ZONE);
      const entered = { agencyId: agency?.id ?? null, day, names: presentTexts(names), announcedOn: announcedOn ?? today };
      await this.calendars.putHoliday(unit, { id: newId(), ...entered });
      await this.revisions.revise(unit, this.clock());
      await this.audit.record(unit, actor, "announceHoliday", { agency: agency?.code ?? null, day });
      return entered;
    });
  }

  /** Takes an announced day off back, as when the moon is seen a day later, and answers it. Refusals: `INVALID_DAY`, `NOT_FOUND`. */
  async withdrawHoliday(actor: Actor, agencyCode: string | null, day: string): Promise<Holiday | Refusal> {
    this.access.require(actor, agencyCode === null ? "catalogue.govern" : "catalogue.write");
    const refusal = dayProblem(day, "day");
    if (refusal !== undefined) return refusal;
    return this.units.write(async (unit) => {
      const agency = agencyCode === null ? null : await this.ownAgency(unit, actor, agencyCode);
      if (agency instanceof Refusal) return agency;
      const withdrawn = await this.calendars.removeHoliday(unit, agency?.id ?? null, day);
      if (withdrawn === undefined) return notFound("holiday", ["day"]);
      await this.revisions.revise(unit, this.clock());
      await this.audit.record(unit, actor, "withdrawHoliday", { agency: agency?.code ?? null, day });
      return withdrawn;
    });
  }

  /** Names days, such as a Ramadan, for calendars and reports; the same code again corrects. Refusals: `INVALID_CODE`, the text codes, `INVALID_DAY`, `EMPTY_PERIOD`. */
  async definePeriod(actor: Actor, period: NamedPeriod): Promise<NamedPeriod | Refusal> {
    this.access.require(actor, "catalogue.govern");
    const { code, names, from, to } = period;
    const refusal = checkCode(code, ["code"]) ?? checkNames(names, ["names"]) ?? checkPeriod({ from, to });
    if (refusal !== undefined) return refusal;
    const defined = { code, names: presentTexts(names), from, to };
    await this.units.write(async (unit) => {
      await this.calendars.putPeriod(unit, defined);
      await this.revisions.revise(unit, this.clock());
      await this.audit.record(unit, actor, "definePeriod", { period: code, from, to });
    });
    return defined;
  }

  private async ownAgency(unit: UnitOfWork, actor: Actor, code: string): Promise<AgencyEntity | Refusal> {
    const agency = isCode(code) ? await this.agencies.byCode(unit, code) : null;
    return agency !== null && this.access.covers(actor, { agencyId: agency.id }) ? agency : notFound("agency", ["agency"]);
  }
}

/** Days of living memory and of plans: what lies outside is a slip of the pen. */
function dayProblem(day: string, field: string): Refusal | undefined {
  if (isDay(day) && day >= "1900-01-01" && day < "2200-01-01") return undefined;
  return new Refusal("INVALID_DAY", `${field} must be an existing day from 1900 to 2199, written YYYY-MM-DD.`, [field]);
}
