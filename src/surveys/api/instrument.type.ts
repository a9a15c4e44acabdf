import { Field, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { type RefusalType, resultOf } from "../../graphql/refusal.type";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import { agencyOf, type Direction, type Instrument, type InstrumentKind, type ScaleOrder, scaleRange, type TestMark, type Validation } from "../domain/instrument";
import type { PageTranslation } from "../translate-page.service";
import { DirectionType, InstrumentKindType, ScaleOrderType, TestMarkType, ValidationType } from "./closed-lists.type";

@ObjectType("ScalePoint", { description: "One answer that an instrument offers." })
export class ScalePointType {
  @Field(() => Int, { nullable: true, description: "The number, of a rating or count." })
  score!: number | null;

  @Field(() => String, { nullable: true, description: "The code, of a choice. `{step}` stands for the steps the person went through." })
  choice!: string | null;

  @Field(() => TextsScalar, { description: "What people read." })
  label!: Texts;
}

@ObjectType("LanguageValidation", { description: "How far the wording of one language may be trusted." })
export class LanguageValidationType {
  @Field(() => String, { description: "BCP 47 tag." })
  language!: string;

  @Field(() => ValidationType, { description: "How far." })
  validation!: Validation;

  @Field(() => String, { nullable: true, description: "Who tested it with people, of a language beside Arabic and English." })
  testedBy!: string | null;

  @Field(() => DayScalar, { nullable: true, description: "On which day." })
  testedOn!: string | null;
}

@ObjectType("Instrument", { description: "One exact question. It never changes: a changed word is a new version, and answers keep the version they were given to." })
export class InstrumentType {
  @Field(() => String, { description: "Its name, such as `CES5_EASE`." })
  code!: string;

  @Field(() => Int, { description: "Counts up from 1." })
  version!: number;

  @Field(() => String, { nullable: true, description: "Code of the agency whose own question it is; null: one of the bank, asked in the same words everywhere." })
  agency!: string | null;

  @Field(() => Boolean, { description: "Whether its answers may be compared: only those of the bank's questions. An agency's own stand in no headline, ranking or benchmark." })
  comparable!: boolean;

  @Field(() => InstrumentKindType, { description: "How it is answered." })
  kind!: InstrumentKind;

  @Field(() => DirectionType, { description: "Which end is the good one." })
  direction!: Direction;

  @Field(() => ScaleOrderType, { description: "In which order the points stand." })
  order!: ScaleOrder;

  @Field(() => TextsScalar, { nullable: true, description: "A sentence before the question." })
  lead!: Texts | null;

  @Field(() => TextsScalar, { description: "The question." })
  wording!: Texts;

  @Field(() => [ScalePointType], { description: "The answers it offers." })
  points!: ScalePointType[];

  @Field(() => Int, { nullable: true, description: "Lowest score; null for a choice." })
  minimum!: number | null;

  @Field(() => Int, { nullable: true, description: "Highest score; null for a choice." })
  maximum!: number | null;

  @Field(() => TextsScalar, { nullable: true, description: "Label of \"does not apply to me\"; null where that is not offered." })
  notApplicable!: Texts | null;

  @Field(() => [LanguageValidationType], { description: "How far each language may be trusted. Arabic is a draft until it is tested." })
  validation!: LanguageValidationType[];

  @Field(() => TestMarkType, { description: "What must happen before figures are published." })
  testMark!: TestMark;

  @Field(() => String, { description: "Where the wording comes from." })
  source!: string;

  @Field(() => String, { nullable: true, description: "What to know when using it." })
  note!: string | null;
}

export const InstrumentConnection = connectionOf(InstrumentType, "Instrument");

@ObjectType("PageTranslation", { description: "How far the survey page is translated." })
export class PageTranslationType {
  @Field(() => String, { description: "Short tag of the language." })
  language!: string;

  @Field(() => [String], { description: "Keys of what is not said in it yet. None: the page can be read in it, wherever its questions can." })
  missing!: string[];
}

export const PageTranslationResult = resultOf(PageTranslationType, "PageTranslationResult");
export type PageTranslationResult = PageTranslationType | RefusalType;

/** The translation as it is answered by every door. */
export function toPageTranslationType(translation: PageTranslation): PageTranslationType {
  return Object.assign(new PageTranslationType(), translation);
}

export const InstrumentResult = resultOf(InstrumentType, "InstrumentResult");
export type InstrumentResult = InstrumentType | RefusalType;

export function toInstrumentType(instrument: Instrument): InstrumentType {
  const { points, validation, agencyId, tested, ...same } = instrument;
  const range = scaleRange(instrument);
  return Object.assign(new InstrumentType(), same, {
    points: points.map(({ value, label }) => ({ score: typeof value === "number" ? value : null, choice: typeof value === "string" ? value : null, label })),
    validation: Object.entries(validation).map(([language, state]) => ({ language, validation: state, testedBy: tested?.[language]?.by ?? null, testedOn: tested?.[language]?.on ?? null })),
    agency: agencyId === null ? null : agencyOf(instrument),
    comparable: agencyId === null,
    minimum: range?.minimum ?? null,
    maximum: range?.maximum ?? null,
  });
}
