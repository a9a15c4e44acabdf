import { Field, InputType, Int } from "type-graphql";
import { DayScalar } from "../../graphql/scalars";
import type { SurveyApproval } from "../approve-survey.service";
import type { SurveyDraft } from "../define-survey.service";
import type { Moment } from "../domain/moment";
import type { ShowIf } from "../domain/show-if";
import type { SurveyScope } from "../domain/survey";
import type { NamedScope } from "../survey-scopes";
import { MomentType, SurveyScopeType } from "./closed-lists.type";

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

/** For whom a survey is meant. */
@InputType({ description: "For whom a survey is, and when people are asked." })
class SurveyScopeInput {
  @Field(() => SurveyScopeType, { defaultValue: "SERVICE", description: "For whom. The nation is the office's to decide for." })
  scope!: SurveyScope;

  @Field(() => String, { nullable: true, description: "`CODE` or `AGENCY/CODE` of the service, where the scope is one." })
  service?: string | null;

  @Field(() => String, { nullable: true, description: "Code of the agency, where the scope is all its services." })
  agency?: string | null;

  @Field(() => MomentType, { description: "When people are asked." })
  moment!: Moment;
}

@InputType({ description: "What is to be asked, and for whom." })
export class DraftSurveyInput extends SurveyScopeInput {
  @Field(() => String, { nullable: true, description: "A name; null: that of the national survey." })
  code?: string | null;

  @Field(() => [SurveyQuestionInput], { nullable: true, description: "What to ask, in order; null: the national questions of the moment." })
  questions?: SurveyQuestionInput[] | null;

  @Field(() => [SurveyCommentInput], { nullable: true, description: "Where people may write, at most two places; null: with questions of its own, one at the end." })
  comments?: SurveyCommentInput[] | null;
}

@InputType({ description: "Which draft to put into force." })
export class PublishSurveyInput extends SurveyScopeInput {
  @Field(() => Int, { nullable: true, description: "Version of the draft; null: the national survey as it is." })
  version?: number | null;
}

@InputType({ description: "Which version to end." })
export class RetireSurveyInput extends SurveyScopeInput {
  @Field(() => Int, { description: "The version, so that nobody ends what they have not seen." })
  version!: number;
}

@InputType({ description: "Which version an authority approved, and how." })
export class ApproveSurveyInput extends RetireSurveyInput {
  @Field(() => String, { description: "Who approved it, such as the statistics office." })
  authority!: string;

  @Field(() => String, { description: "Number or date of the letter." })
  reference!: string;

  @Field(() => DayScalar, { description: "The last day on which anybody new may be asked." })
  validUntil!: string;
}

/** A draft as the use cases take it. */
export function fromDraftInput({ code = null, questions, comments, ...place }: DraftSurveyInput): SurveyDraft {
  return {
    ...fromPlace(place),
    code,
    questions: questions?.map(({ instrument, version, showIf }) => ({ instrument, version, showIf: fromShowIf(showIf) })) ?? null,
    comments: comments?.map(({ text, after = null, showIf }) => ({ text, after, showIf: fromShowIf(showIf) })) ?? null,
  };
}

/** An approval as the use case takes it. */
export function fromApprovalInput({ version, authority, reference, validUntil, ...place }: ApproveSurveyInput): SurveyApproval {
  return { ...fromPlace(place), version, authority, reference, validUntil };
}

/** For whom and when. */
export function fromPlace({ scope, service = null, agency = null, moment }: SurveyScopeInput): NamedScope & { readonly moment: Moment } {
  return { scope, service, agency, moment };
}

function fromShowIf(showIf: ShowIfInput | null | undefined): ShowIf | null {
  if (showIf === null || showIf === undefined) return null;
  const { instrument, anyOf, and } = showIf;
  const others = (and ?? []).map((one) => ({ instrument: one.instrument, anyOf: one.anyOf }));
  return { instrument, anyOf, ...(others.length === 0 ? {} : { and: others }) };
}
