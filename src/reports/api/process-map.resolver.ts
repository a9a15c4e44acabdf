import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { ProcessMapService } from "../process-map.service";
import { MapCutArgs, ProcessMapResult, ProcessMapType, toProcessMapType } from "./process-map.type";
import { MAP_COST } from "./report-costs";
import { PeriodInput } from "./report-filter.input";

@Resolver(() => ProcessMapType)
export class ProcessMapResolver {
  constructor(private readonly maps: ProcessMapService) {}

  @Costs({ own: MAP_COST })
  @Query(() => ProcessMapResult, { description: "Which steps of a service really follow each other: directly-follows edges, and the most frequent orders of steps." })
  async processMap(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("period", () => PeriodInput, { description: "Which days." }) period: PeriodInput,
    @Args(() => MapCutArgs) cut: MapCutArgs,
  ): Promise<ProcessMapType | RefusalType> {
    const outcome = await this.maps.map(actor, service, period, cut);
    return toResult(outcome, toProcessMapType);
  }
}
