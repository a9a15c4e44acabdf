import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { DefineSurveyService } from "../define-survey.service";
import { surveyKey } from "../domain/survey";
import type { ListSurveysService } from "../list-surveys.service";
import { DraftSurveyInput, fromDraftInput, PublishSurveyInput, SurveyConnection, SurveyResult, SurveyType, toSurveyType } from "./survey.type";

@Resolver(() => SurveyType)
export class SurveysResolver {
  constructor(
    private readonly define: DefineSurveyService,
    private readonly lists: ListSurveysService,
  ) {}

  @Query(() => SurveyConnection, { description: "What a service asks and asked, every version; without a service, the national definitions. Empty for a service that is not yours." })
  async surveys(
    @Arg("service", () => String, { nullable: true, description: "`CODE` or `AGENCY/CODE`." }) service: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<SurveyType>> {
    return toConnection(await this.lists.list(context.actor, service ?? null, pageOf(page)), surveyKey, toSurveyType);
  }

  @Mutation(() => SurveyResult, { description: "Drafts what a service asks. Nobody is asked until it is published." })
  async draftSurvey(@Arg("input", () => DraftSurveyInput, { description: "What to ask." }) input: DraftSurveyInput, @Ctx() context: RequestContext): Promise<SurveyResult> {
    return toResult(await this.define.draft(context.actor, fromDraftInput(input)), toSurveyType);
  }

  @Mutation(() => SurveyResult, { description: "Puts a draft into force, for good: from now on, people whose transactions reach the moment are asked." })
  async publishSurvey(@Arg("input", () => PublishSurveyInput, { description: "Which draft." }) input: PublishSurveyInput, @Ctx() context: RequestContext): Promise<SurveyResult> {
    const { service, moment, version = null } = input;
    return toResult(await this.define.publish(context.actor, { service, moment, version }), toSurveyType);
  }
}
