import { isDay } from "../../../shared/local-day";
import { checkPeriod } from "../../../shared/period";
import type { Refusal } from "../../../shared/refusal";
import type { Texts } from "../../../shared/texts";
import { checkHours } from "../check-hours";
import { checkCode } from "../code";
import { checkNames, presentTexts } from "../names";
import { Weekday, weekdayNumber } from "../weekly-hours";
import { type CalendarEntry, type HolidayEntry, pathText, type PeriodEntry } from "./catalogue-document";
import { type JsonObject, sound } from "./json-object";

/** The document's named periods that are sound. */
export function readPeriods(root: JsonObject, problems: readonly Refusal[]): readonly PeriodEntry[] {
  return root.objects("periods").flatMap((object) => sound(problems, () => readPeriod(object)) ?? []);
}

/** The document's national holidays that are sound. */
export function readHolidays(root: JsonObject, problems: readonly Refusal[]): readonly HolidayEntry[] {
  return root.objects("holidays").flatMap((object) => sound(problems, () => readHoliday(object)) ?? []);
}

/** A day off, national or of the agency it stands under. */
export function readHoliday(object: JsonObject): HolidayEntry {
  const announcedOn = object.optionalText("announcedOn") === null ? null : day(object, "announcedOn");
  const holiday = { line: null, path: pathText(object.path), day: day(object, "day"), names: named(object), announcedOn };
  object.end();
  return holiday;
}

/** An agency's calendars. */
export function readCalendars(agency: JsonObject): readonly CalendarEntry[] {
  return agency.objects("calendars").map((object) => {
    const hours = object.objects("hours").map((entry) => {
      const opening = { weekday: weekdayNumber(entry.choice("weekday", Weekday)), opens: entry.text("opens"), closes: entry.text("closes"), period: entry.optionalText("period") };
      entry.end();
      return opening;
    });
    const calendar = { line: null, path: pathText(object.path), validFrom: day(object, "validFrom"), hours };
    object.reportAll(checkHours(hours).map((problem) => problem.under("hours")));
    object.end();
    return calendar;
  });
}

function readPeriod(object: JsonObject): PeriodEntry {
  const period = { line: null, path: pathText(object.path), code: object.text("code"), names: named(object), from: object.text("from"), to: object.text("to") };
  object.reportAll([checkCode(period.code, ["code"]), checkPeriod(period)]);
  object.end();
  return period;
}

function named(object: JsonObject): Texts {
  const names = object.texts("names");
  object.reportAll([checkNames(names, ["names"])]);
  return presentTexts(names);
}

function day(object: JsonObject, field: string): string {
  const text = object.text(field);
  if (!isDay(text)) object.report("INVALID_DAY", "It must be an existing day written YYYY-MM-DD.", [field]);
  return text;
}
