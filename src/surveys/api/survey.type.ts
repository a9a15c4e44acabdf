import { Field, InputType, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import type { NamedSurvey } from "../define-survey.service";
import type { Moment } from "../domain/moment";
import type { ShowIf, SurveyState } from "../domain/survey";
import { MomentType, SurveyStateType } from "./closed-lists.type";

@ObjectType("ShowIf", { description: "Puts a question only to those who answered an earlier one so." })
export class ShowIfType implements ShowIf {
  @Field(() => String, { description: "Code of the earlier question's instrument." })
  instrument!: string;

  @Field(() => [String], { description: "Choices, or scores written as text." })
  anyOf!: string[];
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

@ObjectType("Survey", { description: "One version of what a service asks at one moment." })
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

  @Field(() => [SurveyQuestionType], { description: "What is asked, in order. A comment may always be written at the end." })
  questions!: SurveyQuestionType[];

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

export function toSurveyType({ service, code, moment, version, state, questions, createdAt, publishedAt, retiredAt }: NamedSurvey): SurveyType {
  return Object.assign(new SurveyType(), { service, code, moment, version, state, questions, createdAt, publishedAt, retiredAt });
}

@InputType({ description: "Puts a question only to those who answered an earlier one so." })
export class ShowIfInput {
  @Field(() => String, { description: "Code of the earlier question's instrument, one about the whole." })
  instrument!: string;

  @Field(() => [String], { description: "Choices, or scores written as text." })
  anyOf!: string[];
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
