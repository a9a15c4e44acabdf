import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import { MomentType } from "../../surveys/api/closed-lists.type";
import type { Moment } from "../../surveys/domain/moment";
import { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import type { WhoAnsweredService } from "../who-answered.service";
import { WHO_ANSWERED_COST } from "./report-costs";
import { FlaggedAnswersType } from "./flagged-answers.type";
import { PeriodInput } from "./report-filter.input";
import { toWhoAnsweredType, WhoAnsweredResult, WhoAnsweredType } from "./who-answered.type";

@Resolver(() => WhoAnsweredType)
export class WhoAnsweredResolver {
  constructor(private readonly who: WhoAnsweredService) {}

  @Costs({ own: WHO_ANSWERED_COST })
  @Query(() => WhoAnsweredResult, { description: "Who was asked and who answered, whether they are like everybody, and whether the scores can be believed." })
  async whoAnswered(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("period", () => PeriodInput, { description: "Whole months." }) period: PeriodInput,
    @Arg("moment", () => MomentType, { defaultValue: "AFTER_OUTCOME", description: "When people were asked." }) moment: Moment,
    @Arg("flagged", () => FlaggedAnswersType, { defaultValue: FlaggedAnswers.INCLUDE, description: "Whether answers with a quality signal count among the scores." }) flagged: FlaggedAnswers,
  ): Promise<WhoAnsweredType | RefusalType> {
    const outcome = await this.who.report(actor, service, { period, moment, flagged });
    return toResult(outcome, toWhoAnsweredType);
  }
}
