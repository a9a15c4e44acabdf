import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { WhereItWaitsService } from "../where-it-waits.service";
import { ReportFilterInput } from "./report-filter.input";
import { WAITING_COST, WAITING_STEP_COST } from "./report-costs";
import { toWhereItWaitsType, WaitingArgs, WhereItWaitsResult, WhereItWaitsType } from "./where-it-waits.type";

@Resolver(() => WhereItWaitsType)
export class WhereItWaitsResolver {
  constructor(private readonly waiting: WhereItWaitsService) {}

  @Costs({ own: ({ first }) => WAITING_COST + WAITING_STEP_COST * Number(first) })
  @Query(() => WhereItWaitsResult, {
    description: "Where transactions wait: days by whose turn, by the clock and in working days, promises kept, returns for completion, the oldest open. Takes period, agencies, services, channels and segments.",
  })
  async whereItWaits(
    @Ctx() { actor }: RequestContext,
    @Arg("filter", () => ReportFilterInput, { description: "What to narrow it down to." }) filter: ReportFilterInput,
    @Args(() => WaitingArgs) { first }: WaitingArgs,
  ): Promise<WhereItWaitsType | RefusalType> {
    const outcome = await this.waiting.report(actor, filter, first);
    return toResult(outcome, toWhereItWaitsType);
  }
}
