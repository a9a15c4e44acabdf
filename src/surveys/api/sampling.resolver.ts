import { Arg, Ctx, Int, Mutation, Query, Resolver } from "type-graphql";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { SamplingRatesService } from "../sampling-rates.service";
import type { SetSurveyQuotaService } from "../set-survey-quota.service";
import { SamplingRatesResult, SurveyQuotaResult, toSamplingRates, toSurveyQuota } from "./sampling.type";

@Resolver()
export class SamplingResolver {
  constructor(
    private readonly rates: SamplingRatesService,
    private readonly quotas: SetSurveyQuotaService,
  ) {}

  @Query(() => SamplingRatesResult, { description: "At what rates a service asks people, by moment and outcome, and whom it asked this month. For its owner and the office." })
  async samplingRates(@Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string, @Ctx() context: RequestContext): Promise<SamplingRatesResult> {
    return toResult(await this.rates.of(context.actor, service), toSamplingRates);
  }

  @Mutation(() => SurveyQuotaResult, { description: "Sets how many people a service may ask in a month. Only the office may." })
  async setSurveyQuota(
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("invitations", () => Int, { nullable: true, description: "1 to 1,000,000. Null: the quota of the method again." }) invitations: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<SurveyQuotaResult> {
    return toResult(await this.quotas.set(context.actor, service, invitations ?? null), toSurveyQuota);
  }
}
