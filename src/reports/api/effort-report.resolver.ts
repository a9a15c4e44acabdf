import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { PageArgs, pageOf } from "../../graphql/connection";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { EffortReportService } from "../effort-report.service";
import { EffortReportResult, EffortReportType, toEffortReportType } from "./effort-report.type";
import { ReportFilterInput } from "./report-filter.input";

@Resolver(() => EffortReportType)
export class EffortReportResolver {
  constructor(private readonly reports: EffortReportService) {}

  @Query(() => EffortReportResult, {
    description:
      "Which step of which service costs people the most effort, and how sure that is. Takes period, agencies, services, channels, segments, stepKinds, automation and one of moments; answers are not told by channel or segment.",
  })
  async effortReport(
    @Ctx() { actor }: RequestContext,
    @Arg("filter", () => ReportFilterInput, { description: "What to narrow it down to." }) filter: ReportFilterInput,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<EffortReportType | RefusalType> {
    const outcome = await this.reports.report(actor, filter, pageOf(page));
    return toResult(outcome, toEffortReportType);
  }
}
