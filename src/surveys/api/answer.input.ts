import { Field, InputType, Int } from "type-graphql";
import { TimestampScalar } from "../../graphql/scalars";
import type { GivenContent } from "../domain/check-content";
import type { Collector, Mode } from "../domain/collector";
import { type GivenAnswer, type GivenComment, LAST_COMMENT } from "../domain/given-answer";
import { CollectorType, ModeType } from "./closed-lists.type";

@InputType({ description: "One answer. Exactly one of score, choice, choices, skipped and notApplicable. An answer to a question that another answer takes away is left out." })
export class AnswerInput {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => String, { nullable: true, description: "Code of the step: for a question about a step, and beside the choice `STEP`." })
  step?: string | null;

  @Field(() => Int, { nullable: true, description: "Of a rating or count: the number as it stands on the scale." })
  score?: number | null;

  @Field(() => String, { nullable: true, description: "Of a choice: the code of the option. The hardest step is `STEP` with `step`, or the step's code alone." })
  choice?: string | null;

  @Field(() => [String], { nullable: true, description: "Of a multiple choice: the codes of the options, at least one." })
  choices?: string[] | null;

  @Field(() => Boolean, { defaultValue: false, description: "The person passed the question over." })
  skipped!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "The person said that it does not apply to them." })
  notApplicable!: boolean;
}

@InputType({ description: "What a person wrote." })
export class CommentInput implements GivenComment {
  @Field(() => String, { description: "Key of the text that asked for it, as the form names it, such as `comment.notDone`." })
  question!: string;

  @Field(() => String, { description: "At most 1,250 characters. Long numbers and e-mail addresses are taken out before it is stored." })
  text!: string;
}

@InputType({ description: "What a person filled in." })
export class SurveyAnswersInput {
  @Field(() => [AnswerInput], { description: "The answers, in any order." })
  answers!: AnswerInput[];

  @Field(() => String, { nullable: true, description: "The comment at the end, whatever its text: at most 1,250 characters. Long numbers and e-mail addresses are taken out before it is stored." })
  comment?: string | null;

  @Field(() => [CommentInput], { nullable: true, description: "Comments by the text that asked for them; one at the end may stand here or in `comment`." })
  comments?: CommentInput[] | null;

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

  @Field(() => CollectorType, { defaultValue: "AGENCY", description: "Who collected them. Only an administrator may say `YUSR` or `PANEL`; nobody `UNLINKED` or `UNTESTED`." })
  collector!: Collector;
}

/** The content as the use cases take it. */
export function toContent({ answers, comment = null, comments = null, language }: SurveyAnswersInput): GivenContent {
  const placed = (comments ?? []).map(({ question, text }) => ({ question, text }));
  return { answers: answers.map(toGivenAnswer), comments: comment === null ? placed : [...placed, { question: LAST_COMMENT, text: comment }], language };
}

function toGivenAnswer({ instrument, step = null, score = null, choice = null, choices = null, skipped, notApplicable }: AnswerInput): GivenAnswer {
  return { instrument, step, score, choice, choices, skipped, notApplicable };
}
