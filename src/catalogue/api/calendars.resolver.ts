import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { BrowseCatalogueService } from "../browse-catalogue.service";
import type { CalendarsService } from "../calendars.service";
import { type AgencyType, toAgencyType } from "./agency.type";
import { type HolidayType, NamedPeriodConnection, type NamedPeriodType, OpeningHoursInput, toHolidayType, toNamedPeriodType, toOpeningHours } from "./calendar.type";
import { AgencyResult, HolidayResult, NamedPeriodResult } from "./results.type";

/** When the government works. */
@Resolver()
export class CalendarsResolver {
  constructor(
    private readonly useCases: { readonly calendars: CalendarsService },
    private readonly browse: BrowseCatalogueService,
  ) {}

  @Query(() => NamedPeriodConnection, { description: "Named periods in the order of their codes." })
  async namedPeriods(@Ctx() { actor }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<NamedPeriodType>> {
    return toConnection(await this.browse.namedPeriods(actor, pageOf(page)), (period) => period.code, toNamedPeriodType);
  }

  @Mutation(() => AgencyResult, { description: "Says when an agency is open from a day on, until its next calendar; the same day again corrects." })
  async setCalendar(
    @Ctx() { actor }: RequestContext,
    @Arg("agency", () => String, { description: "Code of the agency." }) agency: string,
    @Arg("validFrom", () => DayScalar, { description: "First day on which it holds." }) validFrom: string,
    @Arg("hours", () => [OpeningHoursInput], { description: "The hours of a week, and of named periods in which other hours hold." }) hours: OpeningHoursInput[],
  ): Promise<AgencyType | RefusalType> {
    return toResult(await this.useCases.calendars.setCalendar(actor, { agency, validFrom, hours: hours.map(toOpeningHours) }), toAgencyType);
  }

  @Mutation(() => HolidayResult, { description: "Enters a day off: of one agency, or, for those who govern the catalogue, national. The same day again corrects." })
  async announceHoliday(
    @Ctx() { actor }: RequestContext,
    @Arg("day", () => DayScalar, { description: "The day." }) day: string,
    @Arg("names", () => TextsScalar, { description: "What it is called, in at least one language." }) names: Texts,
    @Arg("agency", () => String, { nullable: true, description: "Code of the agency; absent: national." }) agency?: string | null,
    @Arg("announcedOn", () => DayScalar, { nullable: true, description: "The day on which it was announced; absent: today." }) announcedOn?: string | null,
  ): Promise<HolidayType | RefusalType> {
    return toResult(await this.useCases.calendars.announceHoliday(actor, { agency: agency ?? null, day, names, announcedOn: announcedOn ?? null }), toHolidayType);
  }

  @Mutation(() => HolidayResult, { description: "Takes an announced day off back, as when the moon is seen a day later." })
  async withdrawHoliday(
    @Ctx() { actor }: RequestContext,
    @Arg("day", () => DayScalar, { description: "The day." }) day: string,
    @Arg("agency", () => String, { nullable: true, description: "Code of the agency; absent: national." }) agency?: string | null,
  ): Promise<HolidayType | RefusalType> {
    return toResult(await this.useCases.calendars.withdrawHoliday(actor, agency ?? null, day), toHolidayType);
  }

  @Mutation(() => NamedPeriodResult, { description: "Names days, such as a Ramadan, for calendars and reports; the same code again corrects." })
  async definePeriod(
    @Ctx() { actor }: RequestContext,
    @Arg("code", () => String, { description: "Such as `RAMADAN_1447`." }) code: string,
    @Arg("names", () => TextsScalar, { description: "What it is called, in at least one language." }) names: Texts,
    @Arg("from", () => DayScalar, { description: "Its first day." }) from: string,
    @Arg("to", () => DayScalar, { description: "The first day after it." }) to: string,
  ): Promise<NamedPeriodType | RefusalType> {
    return toResult(await this.useCases.calendars.definePeriod(actor, { code, names, from, to }), toNamedPeriodType);
  }
}
