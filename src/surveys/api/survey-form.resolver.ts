import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { OptOutService } from "../opt-out.service";
import type { ReadSurveyService } from "../read-survey.service";
import type { SaveAnswersService } from "../save-answers.service";
import type { SubmitResponseService } from "../submit-response.service";
import { SurveyAnswersInput, toContent } from "./answer.input";
import { type FormTexts, OptOutResult, SaveAnswersResult, SubmitResponseResult, SurveyFormResult, toAnswersSaved, toOptedOut, toResponseReceipt, toSurveyFormResult } from "./survey-form.type";

/** What the holder of a link may do: the only operations that need no key. */
@Resolver()
export class SurveyFormResolver {
  constructor(
    private readonly reading: ReadSurveyService,
    private readonly saving: SaveAnswersService,
    private readonly submitting: SubmitResponseService,
    private readonly optingOut: OptOutService,
    private readonly texts: () => FormTexts,
  ) {}

  @Query(() => SurveyFormResult, { description: "What the holder of a link is asked. Needs no key; uses nothing up. A link that is none is refused with `NOT_FOUND`, whatever is wrong with it." })
  async survey(@Arg("token", () => String, { description: "The secret of the link." }) token: string, @Ctx() { address }: RequestContext): Promise<SurveyFormResult> {
    return toSurveyFormResult(await this.reading.read(token, address), this.texts());
  }

  @Mutation(() => SaveAnswersResult, { description: "Keeps what was filled in so far, in the place of what was kept before. Needs no key." })
  async saveAnswers(
    @Arg("token", () => String, { description: "The secret of the link." }) token: string,
    @Arg("input", () => SurveyAnswersInput, { description: "What was filled in." }) input: SurveyAnswersInput,
    @Ctx() { address }: RequestContext,
  ): Promise<SaveAnswersResult> {
    return toResult(await this.saving.save(token, toContent(input), address), toAnswersSaved);
  }

  @Mutation(() => SubmitResponseResult, { description: "Sends the answers, once. The same again is a duplicate with the same receipt; other answers are refused with `ALREADY_ANSWERED`. Needs no key." })
  async submitResponse(
    @Arg("token", () => String, { description: "The secret of the link." }) token: string,
    @Arg("input", () => SurveyAnswersInput, { description: "What was filled in." }) input: SurveyAnswersInput,
    @Ctx() { address }: RequestContext,
  ): Promise<SubmitResponseResult> {
    return toResult(await this.submitting.submit(token, toContent(input), address), toResponseReceipt);
  }

  @Mutation(() => OptOutResult, { description: "Leaves whoever holds a link in peace for twelve months. Needs no key. Sent again it changes nothing." })
  async optOut(@Arg("token", () => String, { description: "The secret of the link." }) token: string, @Ctx() { address }: RequestContext): Promise<OptOutResult> {
    return toResult(await this.optingOut.optOut(token, address), toOptedOut);
  }
}
