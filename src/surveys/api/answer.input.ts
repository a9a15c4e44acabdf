import { Field, InputType, Int } from "type-graphql";
import { TimestampScalar } from "../../graphql/scalars";
import type { GivenContent } from "../domain/check-content";
import type { Collector, Mode } from "../domain/collector";
import type { GivenAnswer } from "../domain/given-answer";
import { CollectorType, ModeType } from "./closed-lists.type";

@InputType({ description: "One answer. Exactly one of score, choice, skipped and notApplicable." })
export class AnswerInput {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => String, { nullable: true, description: "Code of the step: for a question about a step, and beside the choice `STEP`." })
  step?: string | null;

  @Field(() => Int, { nullable: true, description: "Of a rating or count: the number as it stands on the scale." })
  score?: number | null;

  @Field(() => String, { nullable: true, description: "Of a choice: the code of the option. The hardest step is `STEP` with `step`, or the step's code alone." })
  choice?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "The person passed the question over." })
  skipped!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "The person said that it does not apply to them." })
  notApplicable!: boolean;
}

@InputType({ description: "What a person filled in." })
export class SurveyAnswersInput {
  @Field(() => [AnswerInput], { description: "The answers, in any order." })
  answers!: AnswerInput[];

  @Field(() => String, { nullable: true, description: "A comment of at most 1,250 characters. Long numbers and e-mail addresses are taken out before it is stored." })
  comment?: string | null;

  @Field(() => String, { description: "Language they answered in: a BCP 47 tag such as `ar` or `en`." })
  language!: string;
}

@InputType({ description: "One response that was collected elsewhere." })
export class ResponseInput extends SurveyAnswersInput {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE` of the service." })
  service!: string;

  @Field(() => String, { description: "The portal's own id of the transaction." })
  reference!: string;

  @Field(() => TimestampScalar, { description: "When the person answered." })
  answeredAt!: string;

  @Field(() => ModeType, { defaultValue: "WEB", description: "How they answered." })
  mode!: Mode;
}

@InputType({ description: "Responses that were collected elsewhere." })
export class RecordResponsesInput {
  @Field(() => [ResponseInput], { description: "1–1000 responses." })
  items!: ResponseInput[];

  @Field(() => CollectorType, { defaultValue: "AGENCY", description: "Who collected them. Only an administrator may say `YUSR` or `PANEL`; nobody `UNLINKED`." })
  collector!: Collector;
}

/** The content as the use cases take it. */
export function toContent({ answers, comment = null, language }: SurveyAnswersInput): GivenContent {
  return { answers: answers.map(toGivenAnswer), comment, language };
}

function toGivenAnswer({ instrument, step = null, score = null, choice = null, skipped, notApplicable }: AnswerInput): GivenAnswer {
  return { instrument, step, score, choice, skipped, notApplicable };
}
