import { Field, InputType, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import type { NamedSurvey, SurveyDraft } from "../define-survey.service";
import type { Moment } from "../domain/moment";
import type { Condition, ShowIf } from "../domain/show-if";
import type { SurveyState } from "../domain/survey";
import { MomentType, SurveyStateType } from "./closed-lists.type";

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

@ObjectType("Survey", { description: "One version of what is asked at one moment." })
export class SurveyType {
  @Field(() => String, { nullable: true, description: "`AGENCY/CODE` of the service; null for a national definition, which asks nobody itself." })
  service!: string | null;

  @Field(() => String, { description: "Its name." })
  code!: string;

  @Field(() => MomentType, { description: "When people are asked." })
  moment!: Moment;

  @Field(() => Int, { description: "Counts up from 1 within the service and the moment." })
  version!: number;

  @Field(() => SurveyStateType, { description: "Where it stands." })
  state!: SurveyState;

  @Field(() => [SurveyQuestionType], { description: "What is asked, in order." })
  questions!: SurveyQuestionType[];

  @Field(() => [SurveyCommentType], { description: "Where people may write, in order." })
  comments!: SurveyCommentType[];

  @Field(() => Date, { description: "When it was drafted." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it came into force." })
  publishedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When another took its place." })
  retiredAt!: Date | null;
}

export const SurveyConnection = connectionOf(SurveyType, "Survey");

export const SurveyResult = resultOf(SurveyType, "SurveyResult");
export type SurveyResult = SurveyType | RefusalType;

export function toSurveyType({ service, code, moment, version, state, questions, comments, createdAt, publishedAt, retiredAt }: NamedSurvey): SurveyType {
  return Object.assign(new SurveyType(), {
    ...{ service, code, moment, version, state, createdAt, publishedAt, retiredAt },
    questions: questions.map((question) => ({ ...question, showIf: toShowIf(question.showIf) })),
    comments: comments.map((comment) => ({ ...comment, showIf: toShowIf(comment.showIf) })),
  });
}

export function toShowIf(showIf: ShowIf | null): ShowIfType | null {
  return showIf === null ? null : Object.assign(new ShowIfType(), { ...showIf, and: showIf.and ?? [] });
}

@InputType({ description: "That an earlier question was answered so." })
export class AnswerConditionInput {
  @Field(() => String, { description: "Code of the earlier question's instrument, one about the whole." })
  instrument!: string;

  @Field(() => [String], { description: "Choices, or scores written as text." })
  anyOf!: string[];
}

@InputType({ description: "Puts a question or a comment only to those who answered an earlier question so." })
export class ShowIfInput extends AnswerConditionInput {
  @Field(() => [AnswerConditionInput], { nullable: true, description: "What must hold as well." })
  and?: AnswerConditionInput[] | null;
}

@InputType({ description: "One instrument in its place." })
export class SurveyQuestionInput {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => Int, { defaultValue: 1, description: "Its version." })
  version!: number;

  @Field(() => ShowIfInput, { nullable: true, description: "Null: put to everybody." })
  showIf?: ShowIfInput | null;
}

@InputType({ description: "A place to write." })
export class SurveyCommentInput {
  @Field(() => String, { description: "Key of the text that asks for it: `comment.done` or `comment.notDone`." })
  text!: string;

  @Field(() => String, { nullable: true, description: "Code of the instrument it stands directly after; null: at the end." })
  after?: string | null;

  @Field(() => ShowIfInput, { nullable: true, description: "Null: put to everybody." })
  showIf?: ShowIfInput | null;
}

@InputType({ description: "What a service wants to ask." })
export class DraftSurveyInput {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE` of the service." })
  service!: string;

  @Field(() => MomentType, { description: "When people are to be asked." })
  moment!: Moment;

  @Field(() => String, { nullable: true, description: "A name; null: that of the national survey." })
  code?: string | null;

  @Field(() => [SurveyQuestionInput], { nullable: true, description: "What to ask, in order; null: the national questions of the moment." })
  questions?: SurveyQuestionInput[] | null;

  @Field(() => [SurveyCommentInput], { nullable: true, description: "Where people may write, at most two places; null: with questions of its own, one at the end." })
  comments?: SurveyCommentInput[] | null;
}

/** A draft as the use cases take it. */
export function fromDraftInput({ service, moment, code = null, questions, comments }: DraftSurveyInput): SurveyDraft {
  return {
    ...{ service, moment, code },
    questions: questions?.map(({ instrument, version, showIf }) => ({ instrument, version, showIf: fromShowIf(showIf) })) ?? null,
    comments: comments?.map(({ text, after = null, showIf }) => ({ text, after, showIf: fromShowIf(showIf) })) ?? null,
  };
}

function fromShowIf(showIf: ShowIfInput | null | undefined): ShowIf | null {
  if (showIf === null || showIf === undefined) return null;
  const { instrument, anyOf, and } = showIf;
  const others = (and ?? []).map((one) => ({ instrument: one.instrument, anyOf: one.anyOf }));
  return { instrument, anyOf, ...(others.length === 0 ? {} : { and: others }) };
}

@InputType({ description: "Which draft to put into force." })
export class PublishSurveyInput {
  @Field(() => String, { description: "`CODE` or `AGENCY/CODE` of the service." })
  service!: string;

  @Field(() => MomentType, { description: "When people are to be asked." })
  moment!: Moment;

  @Field(() => Int, { nullable: true, description: "Version of the draft; null: the national survey as it is." })
  version?: number | null;
}
