import { Args, Ctx, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { BenchmarkService } from "../benchmark.service";
import { BenchmarkArgs, BenchmarkResult, BenchmarkType, toBenchmarkType } from "./benchmark.type";
import { BENCHMARK_COST } from "./report-costs";

@Resolver(() => BenchmarkType)
export class BenchmarkResolver {
  constructor(private readonly benchmarks: BenchmarkService) {}

  @Costs({ own: BENCHMARK_COST })
  @Query(() => BenchmarkResult, { description: "Which agencies or services may be compared, how they compare with their mix of cases evened out, and why others may not." })
  async benchmark(@Ctx() { actor }: RequestContext, @Args(() => BenchmarkArgs) { filter, ...cut }: BenchmarkArgs): Promise<BenchmarkType | RefusalType> {
    const outcome = await this.benchmarks.compare(actor, filter, cut);
    return toResult(outcome, toBenchmarkType);
  }
}
