import { Field, InputType, Int } from "type-graphql";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { InstrumentKind } from "../domain/instrument";
import type { InstrumentDraft } from "../domain/instrument-problem";
import type { InstrumentTranslation } from "../domain/translation";
import { InstrumentKindType } from "./closed-lists.type";

@InputType({ description: "One answer that a question offers: a score or a choice." })
export class ScalePointInput {
  @Field(() => Int, { nullable: true, description: "The number, of a rating (1 to 5 or 1 to 7, the worst first) or a count (0 to at most 10)." })
  score?: number | null;

  @Field(() => String, { nullable: true, description: "The code, of a choice: capital letters, digits and underscores." })
  choice?: string | null;

  @Field(() => TextsScalar, { description: "What people read, in Arabic and English." })
  label!: Texts;
}

@InputType({ description: "A question of an agency's own." })
export class DefineInstrumentInput {
  @Field(() => String, { description: "Code of the agency." })
  agency!: string;

  @Field(() => String, { description: "Its name: capital letters, digits and underscores. Its code is the agency's, a slash, and this." })
  name!: string;

  @Field(() => InstrumentKindType, { description: "How it is answered." })
  kind!: InstrumentKind;

  @Field(() => TextsScalar, { nullable: true, description: "A sentence before the question." })
  lead?: Texts | null;

  @Field(() => TextsScalar, { description: "The question, in Arabic and English." })
  wording!: Texts;

  @Field(() => [ScalePointInput], { description: "The answers it offers, in order." })
  points!: ScalePointInput[];

  @Field(() => TextsScalar, { nullable: true, description: "Label of \"does not apply to me\", where that is to be offered." })
  notApplicable?: Texts | null;
}

@InputType({ description: "The words of an instrument in a language beside Arabic and English." })
export class TranslateInstrumentInput {
  @Field(() => String, { description: "Code of the instrument." })
  instrument!: string;

  @Field(() => Int, { defaultValue: 1, description: "Its version." })
  version!: number;

  @Field(() => String, { description: "Short tag of the language, such as `ur`." })
  language!: string;

  @Field(() => String, { nullable: true, description: "The sentence before the question, where it has one." })
  lead?: string | null;

  @Field(() => String, { description: "The question." })
  wording!: string;

  @Field(() => [String], { description: "What people read for each point, in the order of the points; where the steps stand, anything." })
  labels!: string[];

  @Field(() => String, { nullable: true, description: "Label of \"does not apply to me\", where it has one." })
  notApplicable?: string | null;

  @Field(() => String, { nullable: true, description: "Who tested these words with people. Null: nobody; its answers are shown and never compared." })
  testedBy?: string | null;

  @Field(() => DayScalar, { nullable: true, description: "On which day." })
  testedOn?: string | null;
}

@InputType({ description: "One text of the survey page." })
export class TranslatedTextInput {
  @Field(() => String, { description: "Its key, such as `notice.short`." })
  key!: string;

  @Field(() => String, { description: "What to say, with the same places in braces as in English." })
  text!: string;
}

@InputType({ description: "What the survey page says around its questions, in a language beside Arabic and English." })
export class TranslatePageInput {
  @Field(() => String, { description: "Short tag of the language, such as `ur`." })
  language!: string;

  @Field(() => [TranslatedTextInput], { description: "Any number of texts; none, to ask what is missing." })
  texts!: TranslatedTextInput[];
}

/** A translation as the use case takes it. */
export function fromTranslation({ instrument, version, language, lead = null, wording, labels, notApplicable = null, testedBy = null, testedOn = null }: TranslateInstrumentInput): InstrumentTranslation {
  return { instrumentCode: instrument, instrumentVersion: version, language, lead, wording, labels, notApplicable, testedBy, testedOn };
}

/** A definition as the use case takes it; a point with both a score and a choice, or neither, fits no scale. */
export function fromDefinition({ agency, name, kind, lead = null, wording, points, notApplicable = null }: DefineInstrumentInput): InstrumentDraft & { readonly agency: string } {
  const valueOf = ({ score = null, choice = null }: ScalePointInput): number | string => (score !== null && choice !== null ? "" : (score ?? choice ?? ""));
  return { agency, name, kind, lead, wording, points: points.map((point) => ({ value: valueOf(point), label: point.label })), notApplicable };
}
