import { Field, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { RefusalType, resultOf, toRefusalType } from "../../graphql/refusal.type";
import { DayScalar } from "../../graphql/scalars";
import type { Moment } from "../domain/moment";
import type { Condition, ShowIf } from "../domain/show-if";
import { type Approval, scopeOf, type SurveyScope, type SurveyState } from "../domain/survey";
import type { NamedSurveyInForce } from "../list-surveys.service";
import type { NamedSurvey } from "../survey-scopes";
import { MomentType, SurveyScopeType, SurveyStateType } from "./closed-lists.type";

@ObjectType("AnswerCondition", { description: "That an earlier question was answered so." })
export class AnswerConditionType implements Condition {
  @Field(() => String, { description: "Code of the earlier question's instrument." })
  instrument!: string;

  @Field(() => [String], { description: "Choices, or scores written as text; of several choices, one is enough." })
  anyOf!: readonly string[];
}

@ObjectType("ShowIf", { description: "Puts a question or a comment only to those who answered an earlier one so. An answer to a question that is itself not shown counts for nothing." })
export class ShowIfType extends AnswerConditionType implements ShowIf {
  @Field(() => [AnswerConditionType], { description: "What must hold as well." })
  and!: readonly AnswerConditionType[];
}

@ObjectType("SurveyQuestion", { description: "One instrument in its place. One about a step is put once for each step asked about, at most two." })
export class SurveyQuestionType {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => Int, { description: "Its version." })
  version!: number;

  @Field(() => ShowIfType, { nullable: true, description: "Null: put to everybody." })
  showIf!: ShowIfType | null;
}

@ObjectType("SurveyComment", { description: "A place to write, of at most 1,250 characters." })
export class SurveyCommentType {
  @Field(() => String, { description: "Key of the text that asks for it, such as `comment.done`." })
  text!: string;

  @Field(() => String, { nullable: true, description: "Code of the instrument it stands directly after; null: at the end." })
  after!: string | null;

  @Field(() => ShowIfType, { nullable: true, description: "Null: put to everybody." })
  showIf!: ShowIfType | null;
}

@ObjectType("SurveyApproval", { description: "That an authority lets people be asked so." })
export class SurveyApprovalType implements Approval {
  @Field(() => String, { description: "Who approved it." })
  authority!: string;

  @Field(() => String, { description: "Number or date of the letter." })
  reference!: string;

  @Field(() => DayScalar, { description: "The last day on which anybody new is asked; from the next day on the service's people are counted under `NO_SURVEY`." })
  validUntil!: string;
}

@ObjectType("Survey", { description: "One version of what is asked at one moment." })
export class SurveyType {
  @Field(() => SurveyScopeType, { description: "For whom it is." })
  scope!: SurveyScope;

  @Field(() => String, { nullable: true, description: "`AGENCY/CODE` of the service; null for a wider survey." })
  service!: string | null;

  @Field(() => String, { nullable: true, description: "Code of the agency, of a survey for all its services; else null." })
  agency!: string | null;

  @Field(() => String, { description: "Its name." })
  code!: string;

  @Field(() => MomentType, { description: "When people are asked." })
  moment!: Moment;

  @Field(() => Int, { description: "Counts up from 1 within the scope and the moment." })
  version!: number;

  @Field(() => SurveyStateType, { description: "Where it stands." })
  state!: SurveyState;

  @Field(() => [SurveyQuestionType], { description: "What is asked, in order." })
  questions!: SurveyQuestionType[];

  @Field(() => [SurveyCommentType], { description: "Where people may write, in order." })
  comments!: SurveyCommentType[];

  @Field(() => SurveyApprovalType, { nullable: true, description: "Null: nobody approved it." })
  approval!: Approval | null;

  @Field(() => Date, { description: "When it was drafted." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it came into force." })
  publishedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When another took its place, or it was retired without one." })
  retiredAt!: Date | null;
}

export const SurveyConnection = connectionOf(SurveyType, "Survey");

export const SurveyResult = resultOf(SurveyType, "SurveyResult");
export type SurveyResult = SurveyType | RefusalType;

export function toSurveyType({ questions, comments, ...survey }: NamedSurvey): SurveyType {
  const { service, agency, code, moment, version, state, approval, createdAt, publishedAt, retiredAt } = survey;
  return Object.assign(new SurveyType(), {
    ...{ scope: scopeOf(survey), service, agency, code, moment, version, state, approval, createdAt, publishedAt, retiredAt },
    questions: questions.map((question) => ({ ...question, showIf: toShowIf(question.showIf) })),
    comments: comments.map((comment) => ({ ...comment, showIf: toShowIf(comment.showIf) })),
  });
}

export function toShowIf(showIf: ShowIf | null): ShowIfType | null {
  return showIf === null ? null : Object.assign(new ShowIfType(), { ...showIf, and: showIf.and ?? [] });
}

@ObjectType("SurveyInForce", { description: "What a service asks at one moment, and what stands in the way." })
export class SurveyInForceType {
  @Field(() => MomentType, { description: "When people are asked." })
  moment!: Moment;

  @Field(() => SurveyType, { description: "The nearest survey that is published: the service's own, else its agency's, else the national one." })
  survey!: SurveyType;

  @Field(() => Boolean, { description: "Whether people are asked with it." })
  asks!: boolean;

  @Field(() => [RefusalType], { description: "Why nobody new is asked (`APPROVAL_REQUIRED`, `APPROVAL_EXPIRED`, `UNTRANSLATED`), and what is amiss about the steps: those that cannot be named to a person are left out (`NO_ASKABLE_STEP`, `STEP_WITHOUT_ASK_AS`, `UNTRANSLATED`)." })
  problems!: RefusalType[];
}

export function toSurveyInForceType({ survey, blocked, withoutSteps }: NamedSurveyInForce): SurveyInForceType {
  const problems = [blocked, withoutSteps].flatMap((problem) => (problem === null ? [] : [toRefusalType(problem)]));
  return Object.assign(new SurveyInForceType(), { moment: survey.moment, survey: toSurveyType(survey), asks: blocked === null, problems });
}
