import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { ApproveSurveyService } from "../approve-survey.service";
import type { DefineSurveyService } from "../define-survey.service";
import { surveyKey } from "../domain/survey";
import type { ListSurveysService } from "../list-surveys.service";
import type { RetireSurveyService } from "../retire-survey.service";
import { ApproveSurveyInput, DraftSurveyInput, fromApprovalInput, fromDraftInput, fromPlace, PublishSurveyInput, RetireSurveyInput } from "./survey.input";
import { SurveyConnection, SurveyInForceType, SurveyResult, SurveyType, toSurveyInForceType, toSurveyType } from "./survey.type";

@Resolver(() => SurveyType)
export class SurveysResolver {
  constructor(
    private readonly define: DefineSurveyService,
    private readonly approval: ApproveSurveyService,
    private readonly retirement: RetireSurveyService,
    private readonly lists: ListSurveysService,
  ) {}

  @Query(() => SurveyConnection, { description: "What a service asks and asked, or an agency for all its services, every version; without either, the national surveys. Empty for what is not yours." })
  async surveys(
    @Arg("service", () => String, { nullable: true, description: "`CODE` or `AGENCY/CODE`." }) service: string | null | undefined,
    @Arg("agency", () => String, { nullable: true, description: "Code of the agency." }) agency: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<SurveyType>> {
    return toConnection(await this.lists.list(context.actor, { service: service ?? null, agency: agency ?? null }, pageOf(page)), surveyKey, toSurveyType);
  }

  @Query(() => [SurveyInForceType], { description: "What a service asks today, moment by moment, and what stands in the way. Empty for a service that is not yours." })
  async surveysInForce(@Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string, @Ctx() context: RequestContext): Promise<SurveyInForceType[]> {
    return (await this.lists.asked(context.actor, service)).map(toSurveyInForceType);
  }

  @Mutation(() => SurveyResult, { description: "Drafts what is to be asked. Nobody is asked until it is published." })
  async draftSurvey(@Arg("input", () => DraftSurveyInput, { description: "What to ask, and for whom." }) input: DraftSurveyInput, @Ctx() context: RequestContext): Promise<SurveyResult> {
    return toResult(await this.define.draft(context.actor, fromDraftInput(input)), toSurveyType);
  }

  @Mutation(() => SurveyResult, { description: "Notes that an authority lets people be asked with a draft, or renews the approval of what is in force; what it asks stays as it is. The office's to say." })
  async approveSurvey(@Arg("input", () => ApproveSurveyInput, { description: "Which version, and how." }) input: ApproveSurveyInput, @Ctx() context: RequestContext): Promise<SurveyResult> {
    return toResult(await this.approval.approve(context.actor, fromApprovalInput(input)), toSurveyType);
  }

  @Mutation(() => SurveyResult, { description: "Puts a draft into force, for good: from now on, people whose transactions reach the moment are asked. An agency's or the national survey asks in every service that has none nearer." })
  async publishSurvey(@Arg("input", () => PublishSurveyInput, { description: "Which draft." }) input: PublishSurveyInput, @Ctx() context: RequestContext): Promise<SurveyResult> {
    return toResult(await this.define.publish(context.actor, { ...fromPlace(input), version: input.version ?? null }), toSurveyType);
  }

  @Mutation(() => SurveyResult, { description: "Ends asking with a survey without putting another in its place: nobody new is asked, what was asked stays answerable. A service that ends its own asks the wider one again, where one is published." })
  async retireSurvey(@Arg("input", () => RetireSurveyInput, { description: "Which version." }) input: RetireSurveyInput, @Ctx() context: RequestContext): Promise<SurveyResult> {
    return toResult(await this.retirement.retire(context.actor, { ...fromPlace(input), version: input.version }), toSurveyType);
  }
}
