import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { PooledSatisfactionService } from "../pooled-satisfaction.service";
import { PooledSatisfactionResult, type PooledSatisfactionType, toPooledSatisfactionType } from "./pooled-satisfaction.type";
import { POOLED_COST } from "./report-costs";
import { AnswerSeriesArgs } from "./satisfaction.type";

/** What people say of an agency, or of the country, over time. */
@Resolver()
export class PooledSatisfactionResolver {
  constructor(private readonly pooled: PooledSatisfactionService) {}

  @Costs({ own: POOLED_COST })
  @Query(() => PooledSatisfactionResult, { description: "What people say over time of an agency's services together, or of all that you may see. For whoever may read reports." })
  async satisfactionOverTime(
    @Ctx() { actor }: RequestContext,
    @Arg("agency", () => String, { nullable: true, description: "Code of the agency; absent: every service that you may see, for the office the country." }) agency: string | null,
    @Args(() => AnswerSeriesArgs) { period, interval, flagged }: AnswerSeriesArgs,
  ): Promise<PooledSatisfactionType | RefusalType> {
    return toResult(await this.pooled.read(actor, agency ?? null, { period, interval, flagged }), toPooledSatisfactionType);
  }
}
