import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { DataHealthService } from "../data-health.service";
import { DataHealthResult, type DataHealthType, HealthArgs, toDataHealthType } from "./data-health.type";
import { HEALTH_COST, REPORT_COST } from "./report-costs";
import { ReportFilterInput } from "./report-filter.input";

@Resolver()
export class DataHealthResolver {
  constructor(private readonly health: DataHealthService) {}

  // Whatever is selected of it: all is worked out.
  @Costs({ own: ({ first }) => REPORT_COST + HEALTH_COST * Number(first) })
  @Query(() => DataHealthResult, { description: "Whether the figures of services may be trusted: who stopped sending, and what is missing. Takes period, agencies, services and one of moments." })
  async dataHealth(
    @Ctx() { actor }: RequestContext,
    @Arg("filter", () => ReportFilterInput, { description: "What to narrow it down to." }) filter: ReportFilterInput,
    @Args(() => HealthArgs) { first }: HealthArgs,
  ): Promise<DataHealthType | RefusalType> {
    return toResult(await this.health.report(actor, filter, first), toDataHealthType);
  }
}
