import { Field, InputType, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Holiday, NamedPeriod, WorkingCalendar } from "../domain/calendar";
import { type OpeningHours, type Weekday, weekdayNumber, weekdayOf } from "../domain/weekly-hours";
import { WeekdayType } from "./closed-lists.type";

@ObjectType("OpeningHours", { description: "When an agency is open on one weekday. Two entries of one weekday are a break." })
export class OpeningHoursType {
  @Field(() => WeekdayType, { description: "The weekday." })
  weekday!: Weekday;

  @Field(() => String, { description: "`HH:MM`, local time." })
  opens!: string;

  @Field(() => String, { description: "`HH:MM`, local time; `24:00` is midnight at the end of the day." })
  closes!: string;

  @Field(() => String, { nullable: true, description: "Code of the named period in which these hours replace the ordinary ones; null: ordinary hours." })
  period!: string | null;
}

@ObjectType("WorkingCalendar", { description: "An agency's working hours from a day on, until its next calendar." })
export class WorkingCalendarType {
  @Field(() => DayScalar, { nullable: true, description: "Its first day; null: the hours of an agency that has not said anything yet." })
  validFrom!: string | null;

  @Field(() => [OpeningHoursType], { description: "The hours of a week." })
  hours!: OpeningHoursType[];
}

@ObjectType("Holiday", { description: "A day off, entered when it was announced, never computed." })
export class HolidayType {
  @Field(() => DayScalar, { description: "The day." })
  day!: string;

  @Field(() => TextsScalar, { description: "What it is called." })
  names!: Texts;

  @Field(() => DayScalar, { description: "The day on which it was announced; may be later than the day itself." })
  announcedOn!: string;

  @Field(() => Boolean, { description: "Whether it holds for every agency." })
  national!: boolean;
}

@ObjectType("NamedPeriod", { description: "Days with a name that calendars and reports know, such as a Ramadan." })
export class NamedPeriodType {
  @Field(() => String, { description: "Unique nationwide, such as `RAMADAN_1447`." })
  code!: string;

  @Field(() => TextsScalar, { description: "What it is called." })
  names!: Texts;

  @Field(() => DayScalar, { description: "Its first day." })
  from!: string;

  @Field(() => DayScalar, { description: "The first day after it." })
  to!: string;
}

export const NamedPeriodConnection = connectionOf(NamedPeriodType, "NamedPeriod");

@InputType({ description: "When an agency is open on one weekday." })
export class OpeningHoursInput {
  @Field(() => WeekdayType, { description: "The weekday." })
  weekday!: Weekday;

  @Field(() => String, { description: "`HH:MM`, local time." })
  opens!: string;

  @Field(() => String, { description: "`HH:MM`, local time, later than `opens`; `24:00` is midnight at the end of the day." })
  closes!: string;

  @Field(() => String, { nullable: true, description: "Code of the named period in which these hours replace the ordinary ones; absent: ordinary hours." })
  period?: string | null;
}

export function toOpeningHours({ weekday, opens, closes, period }: OpeningHoursInput): OpeningHours {
  return { weekday: weekdayNumber(weekday), opens, closes, period: period ?? null };
}

export function toWorkingCalendarType({ validFrom, hours }: WorkingCalendar): WorkingCalendarType {
  return Object.assign(new WorkingCalendarType(), { validFrom, hours: hours.map((entry) => Object.assign(new OpeningHoursType(), { ...entry, weekday: weekdayOf(entry.weekday) })) });
}

export function toHolidayType({ agencyId, day, names, announcedOn }: Holiday): HolidayType {
  return Object.assign(new HolidayType(), { day, names, announcedOn, national: agencyId === null });
}

export function toNamedPeriodType({ code, names, from, to }: NamedPeriod): NamedPeriodType {
  return Object.assign(new NamedPeriodType(), { code, names, from, to });
}
