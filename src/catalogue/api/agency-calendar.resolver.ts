import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../graphql/request-context";
import { DayScalar } from "../../graphql/scalars";
import type { CatalogueBatches } from "../catalogue-batches";
import { AgencyType } from "./agency.type";
import { HolidayType, toHolidayType, toWorkingCalendarType, WorkingCalendarType } from "./calendar.type";

/** When an agency works. */
@Resolver(() => AgencyType)
export class AgencyCalendarResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => [WorkingCalendarType], { description: "Its working hours in the order of time; the first are those it has before it says anything." })
  async calendars(@Root() agency: AgencyType, @Ctx() context: RequestContext): Promise<WorkingCalendarType[]> {
    return (await context.loader(this.batches.calendarsOfAgencies).load(agency.id)).map(toWorkingCalendarType);
  }

  @FieldResolver(() => [HolidayType], { description: "Its days off, national ones included, in the order of the days." })
  async holidays(
    @Root() agency: AgencyType,
    @Ctx() context: RequestContext,
    @Arg("from", () => DayScalar, { description: "First day looked at." }) from: string,
    @Arg("to", () => DayScalar, { description: "First day no longer looked at." }) to: string,
  ): Promise<HolidayType[]> {
    return (await context.loader(this.batches.holidaysOfAgencies).load({ agencyId: agency.id, from, to })).map(toHolidayType);
  }
}
