import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { PageArgs, pageOf } from "../../graphql/connection";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { BurdenService } from "../burden.service";
import { BurdenReportResult, BurdenReportType, toBurdenReportType } from "./burden.type";
import { BURDEN_COST, REPORT_COST } from "./report-costs";
import { ReportFilterInput } from "./report-filter.input";

@Resolver(() => BurdenReportType)
export class BurdenResolver {
  constructor(private readonly burden: BurdenService) {}

  // Whatever is selected of it: all is worked out.
  @Costs({ own: ({ first }) => 2 * REPORT_COST + BURDEN_COST * Number(first) })
  @Query(() => BurdenReportResult, {
    description: "What services cost people in time, trips, papers, fees and days: per transaction and in a year. Takes period, agencies, services, channels and segments.",
  })
  async burdenReport(
    @Ctx() { actor }: RequestContext,
    @Arg("filter", () => ReportFilterInput, { description: "What to narrow it down to." }) filter: ReportFilterInput,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<BurdenReportType | RefusalType> {
    const outcome = await this.burden.report(actor, filter, pageOf(page));
    return toResult(outcome, toBurdenReportType);
  }
}
