import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ServiceType } from "../../catalogue/api/service.type";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { SatisfactionSeriesService } from "../satisfaction-series.service";
import type { SatisfactionSeriesType} from "./satisfaction.type";
import { SERIES_COST } from "./report-costs";
import { SatisfactionResult, AnswerSeriesArgs, toSatisfactionSeriesType } from "./satisfaction.type";

/** Hangs what people say over time on a service. */
@Resolver(() => ServiceType)
export class SatisfactionResolver {
  constructor(private readonly series: SatisfactionSeriesService) {}

  @Costs({ own: SERIES_COST })
  @FieldResolver(() => SatisfactionResult, {
    description: "What people say of it over time: satisfaction, ease and recommendation, from released answers that Yusr collected. For whoever may read its reports.",
  })
  async satisfaction(@Root() { id: serviceId }: ServiceType, @Ctx() context: RequestContext, @Args(() => AnswerSeriesArgs) { period, interval, flagged }: AnswerSeriesArgs): Promise<SatisfactionSeriesType | RefusalType> {
    const outcome = await context.loader(this.series.ofServices).load({ actor: context.actor, serviceId, period, interval, flagged });
    return toResult(outcome, toSatisfactionSeriesType);
  }
}
