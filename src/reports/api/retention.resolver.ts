import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { RetentionService } from "../retention.service";
import { RETENTION_COST } from "./report-costs";
import { PeriodInput } from "./report-filter.input";
import { RetentionResult, RetentionType, toRetentionType } from "./retention.type";

@Resolver(() => RetentionType)
export class RetentionResolver {
  constructor(private readonly stays: RetentionService) {}

  @Costs({ own: RETENTION_COST })
  @Query(() => RetentionResult, { description: "Who stays digital, who leaves a channel or gives up, and who must come again." })
  async retention(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("period", () => PeriodInput, { description: "Which days." }) period: PeriodInput,
  ): Promise<RetentionType | RefusalType> {
    const outcome = await this.stays.report(actor, service, period);
    return toResult(outcome, toRetentionType);
  }
}
