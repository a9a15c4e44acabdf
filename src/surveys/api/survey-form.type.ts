import { createUnionType, Field, Int, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { RefusalType, resultOf, toRefusalType } from "../../graphql/refusal.type";
import { TextsScalar } from "../../graphql/scalars";
import { Refusal } from "../../shared/refusal";
import type { Texts } from "../../shared/texts";
import { lastComment } from "../domain/check-comments";
import type { FormQuestion } from "../domain/form";
import type { Draft, GivenAnswer, GivenComment } from "../domain/given-answer";
import type { Moment } from "../domain/moment";
import type { PluralForms } from "../domain/plural";
import type { ClosedSurvey, SurveyForm } from "../read-survey.service";
import type { Submitted } from "../submit-response.service";
import { MomentType } from "./closed-lists.type";
import { InstrumentType, toInstrumentType } from "./instrument.type";
import { ShowIfType, toShowIf } from "./survey.type";

@ObjectType("FormOption", { description: "One answer to choose from." })
export class FormOptionType {
  @Field(() => Int, { nullable: true, description: "Send it as `score`." })
  score!: number | null;

  @Field(() => String, { nullable: true, description: "Send it as `choice`." })
  choice!: string | null;

  @Field(() => String, { nullable: true, description: "Send it as `step`, where the option is a step the person went through." })
  step!: string | null;

  @Field(() => TextsScalar, { description: "What people read." })
  label!: Texts;
}

@ObjectType("FormQuestion", { description: "One question as it is put to this person. Every question may be passed over." })
export class FormQuestionType {
  @Field(() => InstrumentType, { description: "The exact question." })
  instrument!: InstrumentType;

  @Field(() => String, { nullable: true, description: "Code of the step it is about; send it back with the answer." })
  step!: string | null;

  @Field(() => TextsScalar, { nullable: true, description: "The name of the step, to stand above the question." })
  heading!: Texts | null;

  @Field(() => [FormOptionType], { description: "The answers to choose from, in order." })
  options!: FormOptionType[];

  @Field(() => ShowIfType, { nullable: true, description: "Null: always shown." })
  showIf!: ShowIfType | null;
}

@ObjectType("FormComment", { description: "A place to write, of at most 1,250 characters." })
export class FormCommentType {
  @Field(() => String, { description: "Key of its text; send it back as `question`." })
  key!: string;

  @Field(() => TextsScalar, { description: "What it asks." })
  text!: Texts;

  @Field(() => String, { nullable: true, description: "Code of the question it stands directly after; null: at the end." })
  after!: string | null;

  @Field(() => ShowIfType, { nullable: true, description: "Null: always shown." })
  showIf!: ShowIfType | null;
}

@ObjectType("PageText", { description: "A text of the survey page." })
export class PageTextType {
  @Field(() => String, { description: "Its name, such as `notice.short`." })
  key!: string;

  @Field(() => TextsScalar, { description: "The text; `{name}` stands for what is put in." })
  text!: Texts;
}

@ObjectType("ArabicNumberForms", { description: "An Arabic noun with its number, by CLDR plural category; `#` stands for the number." })
export class PluralFormsType implements PluralForms {
  @Field(() => String, { description: "The noun, in English." })
  noun!: string;

  @Field(() => String, { description: "With 0." })
  zero!: string;

  @Field(() => String, { description: "With 1." })
  one!: string;

  @Field(() => String, { description: "With 2." })
  two!: string;

  @Field(() => String, { description: "With 3–10, 103–110 and so on." })
  few!: string;

  @Field(() => String, { description: "With 11–99, 111–199 and so on." })
  many!: string;

  @Field(() => String, { description: "With 100–102, 200–202 and so on." })
  other!: string;
}

@ObjectType("DraftAnswer", { description: "One answer filled in so far." })
export class DraftAnswerType implements GivenAnswer {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => String, { nullable: true, description: "Code of the step." })
  step!: string | null;

  @Field(() => Int, { nullable: true, description: "Of a rating or count." })
  score!: number | null;

  @Field(() => String, { nullable: true, description: "Of a choice." })
  choice!: string | null;

  @Field(() => [String], { nullable: true, description: "Of a multiple choice." })
  choices!: readonly string[] | null;

  @Field(() => Boolean, { description: "Passed over." })
  skipped!: boolean;

  @Field(() => Boolean, { description: "Said not to apply." })
  notApplicable!: boolean;
}

@ObjectType("DraftComment", { description: "A comment written so far." })
export class DraftCommentType implements GivenComment {
  @Field(() => String, { description: "Key of the text that asked for it." })
  question!: string;

  @Field(() => String, { description: "What was written, with long numbers and addresses taken out." })
  text!: string;
}

@ObjectType("SurveyDraft", { description: "What was filled in so far and not sent." })
export class SurveyDraftType implements Draft {
  @Field(() => [DraftAnswerType], { description: "The answers." })
  answers!: readonly DraftAnswerType[];

  @Field(() => String, { nullable: true, description: "The comment at the end, with long numbers and addresses taken out." })
  comment!: string | null;

  @Field(() => [DraftCommentType], { description: "Every comment." })
  comments!: readonly DraftCommentType[];

  @Field(() => String, { description: "BCP 47 tag of the language they were answered in." })
  language!: string;
}

@ObjectType("SurveyForm", { description: "What the holder of a link is asked. All texts in every language; `ar` and `en` are of equal rank." })
export class SurveyFormType {
  @Field(() => TextsScalar, { description: "The agency, as a heading." })
  agency!: Texts;

  @Field(() => TextsScalar, { description: "The service, as a heading." })
  service!: Texts;

  @Field(() => MomentType, { description: "When the person is asked." })
  moment!: Moment;

  @Field(() => Boolean, { description: "Whether the matter calls for discretion: begin with the text `sensitive.lead`." })
  discreet!: boolean;

  @Field(() => String, { nullable: true, description: "Language the person used with the portal, where that is known." })
  language!: string | null;

  @Field(() => [FormQuestionType], { description: "The questions, in order." })
  questions!: FormQuestionType[];

  @Field(() => [FormCommentType], { description: "The places to write, in order." })
  comments!: FormCommentType[];

  @Field(() => [PageTextType], { description: "The texts around the questions." })
  texts!: PageTextType[];

  @Field(() => [PluralFormsType], { description: "Arabic nouns with their numbers." })
  plurals!: PluralFormsType[];

  @Field(() => SurveyDraftType, { nullable: true, description: "What was filled in before." })
  draft!: SurveyDraftType | null;

  @Field(() => Date, { description: "Until when it can be sent." })
  expiresAt!: Date;
}

const ClosedReason = { ANSWERED: "ANSWERED", EXPIRED: "EXPIRED", OPTED_OUT: "OPTED_OUT" } as const;
export const ClosedReasonType = closedList(ClosedReason, "SurveyClosedReason", "Why a link asks nothing any more.", {
  ANSWERED: "It was answered.",
  EXPIRED: "Its time is over.",
  OPTED_OUT: "Whoever holds it asked not to be invited any more.",
});

const CLOSED_TEXTS = { ANSWERED: "already", EXPIRED: "expired", OPTED_OUT: "optout.done" } as const satisfies Record<keyof typeof ClosedReason, string>;

@ObjectType("SurveyClosed", { description: "A genuine link that asks nothing any more." })
export class SurveyClosedType {
  @Field(() => ClosedReasonType, { description: "Why." })
  reason!: keyof typeof ClosedReason;

  @Field(() => TextsScalar, { description: "What to say; `{date}` stands for the day it expired." })
  text!: Texts;

  @Field(() => Date, { description: "When it expires or expired." })
  expiresAt!: Date;
}

export const SurveyFormResult = createUnionType({
  name: "SurveyFormResult",
  description: "The form, that it is closed, or that there is no such link.",
  types: () => [SurveyFormType, SurveyClosedType, RefusalType] as const,
});
export type SurveyFormResult = SurveyFormType | SurveyClosedType | RefusalType;

/** The texts that go with every form. */
export interface FormTexts {
  readonly texts: readonly { readonly key: string; readonly text: Texts }[];
  readonly plurals: readonly PluralForms[];
}

export function toSurveyFormResult(outcome: SurveyForm | ClosedSurvey | Refusal, { texts, plurals }: FormTexts): SurveyFormResult {
  if (outcome instanceof Refusal) return toRefusalType(outcome);
  if (!outcome.open) {
    const key = outcome.reason === "OPTED_OUT" && outcome.optedOutUntil === null ? "optout.here" : CLOSED_TEXTS[outcome.reason];
    const text = texts.find((one) => one.key === key)?.text ?? {};
    return Object.assign(new SurveyClosedType(), { reason: outcome.reason, text, expiresAt: outcome.expiresAt });
  }
  const { open: _, questions, comments, draft, ...form } = outcome;
  const textOf = (key: string): Texts => texts.find((one) => one.key === key)?.text ?? {};
  return Object.assign(new SurveyFormType(), {
    ...form,
    questions: questions.map(toFormQuestion),
    comments: comments.map(({ text, after, showIf }) => ({ key: text, text: textOf(text), after, showIf: toShowIf(showIf) })),
    draft: draft === null ? null : { ...draft, comment: draft.comments.find(({ question }) => question === lastComment(comments)?.text)?.text ?? null },
    texts,
    plurals,
  });
}

function toFormQuestion({ instrument, step, heading, options, showIf }: FormQuestion): FormQuestionType {
  return Object.assign(new FormQuestionType(), {
    instrument: toInstrumentType(instrument),
    step,
    heading,
    showIf: toShowIf(showIf),
    options: options.map((option) => ({
      score: typeof option.value === "number" ? option.value : null,
      choice: typeof option.value === "string" ? option.value : null,
      step: option.step,
      label: option.label,
    })),
  });
}

@ObjectType("AnswersSaved", { description: "The draft is kept." })
export class AnswersSavedType {
  @Field(() => Date, { description: "Until when it can be sent." })
  expiresAt!: Date;
}

export const SaveAnswersResult = resultOf(AnswersSavedType, "SaveAnswersResult");
export type SaveAnswersResult = AnswersSavedType | RefusalType;

export function toAnswersSaved({ expiresAt }: { readonly expiresAt: Date }): AnswersSavedType {
  return Object.assign(new AnswersSavedType(), { expiresAt });
}

@ObjectType("OptedOut", { description: "Whoever holds the link is left in peace." })
export class OptedOutType {
  @Field(() => Date, { nullable: true, description: "Until when they are not asked. Null: nothing tells them from others, so only this link is closed." })
  until!: Date | null;
}

export const OptOutResult = resultOf(OptedOutType, "OptOutResult");
export type OptOutResult = OptedOutType | RefusalType;

export function toOptedOut({ until }: { readonly until: Date | null }): OptedOutType {
  return Object.assign(new OptedOutType(), { until });
}

const ResponseStatus = { RECORDED: "RECORDED", DUPLICATE: "DUPLICATE", REJECTED: "REJECTED" } as const;
export const ResponseStatusType = closedList(ResponseStatus, "ResponseStatus", "What became of a response.", {
  RECORDED: "It is stored.",
  DUPLICATE: "The same response was stored before. The receipt is the same as the first time.",
  REJECTED: "Nothing of it was stored.",
});

@ObjectType("ResponseReceipt", { description: "The answers arrived." })
export class ResponseReceiptType {
  @Field(() => ResponseStatusType, { description: "`RECORDED`, or `DUPLICATE` for the same answers again." })
  status!: "RECORDED" | "DUPLICATE";

  @Field(() => String, { description: "The same for every repeat. It names no response and no transaction." })
  receipt!: string;
}

export const SubmitResponseResult = resultOf(ResponseReceiptType, "SubmitResponseResult");
export type SubmitResponseResult = ResponseReceiptType | RefusalType;

export function toResponseReceipt({ status, receipt }: Submitted): ResponseReceiptType {
  return Object.assign(new ResponseReceiptType(), { status, receipt });
}
