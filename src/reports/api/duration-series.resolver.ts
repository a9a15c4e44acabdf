import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ServiceType } from "../../catalogue/api/service.type";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { DurationSeriesService } from "../duration-series.service";
import { DurationSeriesResult, type DurationSeriesType, toDurationSeriesType } from "./duration-series.type";
import { durationSeriesCost } from "./report-costs";
import { SeriesArgs } from "./satisfaction.type";

/** Hangs how long it takes over time on a service. */
@Resolver(() => ServiceType)
export class DurationSeriesResolver {
  constructor(private readonly series: DurationSeriesService) {}

  @Costs({ own: durationSeriesCost })
  @FieldResolver(() => DurationSeriesResult, {
    description: "How long it took over time, from start to end of its transactions: by the clock and beside it by the working calendar of its agency. For whoever may read its reports.",
  })
  async durations(@Root() { id: serviceId }: ServiceType, @Ctx() context: RequestContext, @Args(() => SeriesArgs) { period, interval }: SeriesArgs): Promise<DurationSeriesType | RefusalType> {
    const outcome = await context.loader(this.series.ofServices).load({ actor: context.actor, serviceId, period, interval });
    return toResult(outcome, toDurationSeriesType);
  }
}
