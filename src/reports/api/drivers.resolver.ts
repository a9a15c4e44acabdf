import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import type { DriversService } from "../drivers.service";
import { DriversResult, ServiceDriversType, toServiceDriversType } from "./drivers.type";
import { DRIVERS_COST } from "./report-costs";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { PeriodInput } from "./report-filter.input";

@Resolver(() => ServiceDriversType)
export class DriversResolver {
  constructor(private readonly service: DriversService) {}

  @Costs({ own: DRIVERS_COST })
  @Query(() => DriversResult, { description: "What goes with the effort that people report of a service: relative weights with their intervals, beside how each is." })
  async drivers(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("period", () => PeriodInput, { description: "Which months; whole ones." }) period: PeriodInput,
    @Arg("flagged", () => FlaggedAnswersType, { defaultValue: FlaggedAnswers.INCLUDE, description: "Whether answers with a quality signal count." }) flagged: FlaggedAnswers,
  ): Promise<ServiceDriversType | RefusalType> {
    const outcome = await this.service.drivers(actor, service, { period, flagged });
    return toResult(outcome, toServiceDriversType);
  }
}
