import { textProblem } from "../../shared/clean-text";
import { Refusal } from "../../shared/refusal";
import { LANGUAGES, type Texts } from "../../shared/texts";
import type { Instrument } from "./instrument";

/** The words of an instrument in a language beside Arabic and English. */
export interface InstrumentTranslation {
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  /** Primary tag, such as `ur`. */
  readonly language: string;
  readonly lead: string | null;
  readonly wording: string;
  /** In the order of the points; where the steps stand that a person went through, nobody reads it. */
  readonly labels: readonly string[];
  readonly notApplicable: string | null;
  /** Who tested it with people, and when (YYYY-MM-DD); null: nobody. */
  readonly testedBy: string | null;
  readonly testedOn: string | null;
}

/** A text of the page in one language. */
export interface TranslatedText {
  readonly language: string;
  readonly key: string;
  readonly text: string;
}

/** UTF-16 units of one text. */
const LONGEST = 500;
const LONGEST_PAGE_TEXT = 4_000;

/** Refuses what is no language that may be added. */
export function languageProblem(language: string): Refusal | undefined {
  const known = /^[a-z]{2,3}$/u.test(language) && new Intl.DisplayNames(["en"], { type: "language", fallback: "none" }).of(language) !== undefined;
  return known && !isOwn(language) ? undefined : new Refusal("INVALID_LANGUAGE", "Not the short tag, such as ur, of a language beside Arabic and English.", ["language"]);
}

/**
 * Refuses words that do not fit their instrument. Codes: `LABELS_DO_NOT_FIT` (one for each point, in order),
 * `LEAD_DOES_NOT_FIT` and `NOT_APPLICABLE_DOES_NOT_FIT` (there where the instrument has one, and only there), `TEXT_EMPTY`,
 * `TEXT_TOO_LONG`, `TEXT_INVALID`, `TESTED_UNCLEAR` (who without when, or the other way round).
 */
export function translationProblem({ lead, wording, labels, notApplicable, testedBy, testedOn }: InstrumentTranslation, instrument: Instrument): Refusal | undefined {
  if (labels.length !== instrument.points.length) return new Refusal("LABELS_DO_NOT_FIT", `The instrument has ${String(instrument.points.length)} points; give a label for each, in their order.`, ["labels"]);
  if ((lead === null) !== (instrument.lead === null)) return new Refusal("LEAD_DOES_NOT_FIT", "A sentence before the question stands where the instrument has one.", ["lead"]);
  if ((notApplicable === null) !== (instrument.notApplicable === null)) return new Refusal("NOT_APPLICABLE_DOES_NOT_FIT", "A label of \"does not apply\" stands where the instrument has one.", ["notApplicable"]);
  if ((testedBy === null) !== (testedOn === null)) return new Refusal("TESTED_UNCLEAR", "Say who tested it, and on which day.", [testedBy === null ? "testedBy" : "testedOn"]);
  const given: readonly (readonly [readonly (string | number)[], string | null])[] = [[["lead"], lead], [["wording"], wording], [["notApplicable"], notApplicable], [["testedBy"], testedBy], ...labels.map((label, i) => [["labels", i], label] as const)];
  for (const [path, text] of given) {
    const problem = text === null ? undefined : textProblem(text, LONGEST);
    if (problem !== undefined) return new Refusal(problem, `A text of 1 to ${String(LONGEST)} characters.`, path);
  }
  return undefined;
}

/**
 * Refuses a text that could not stand where the one in English stands. Codes: `TEXT_EMPTY`, `TEXT_TOO_LONG`, `TEXT_INVALID`,
 * `PLACEHOLDERS_DIFFER` (what is put in), `PARTS_DIFFER` (its lines, or the labels between dots).
 */
export function pageTextProblem(text: string, english: string): Refusal | undefined {
  const problem = textProblem(text, LONGEST_PAGE_TEXT);
  if (problem !== undefined) return new Refusal(problem, `A text of 1 to ${String(LONGEST_PAGE_TEXT)} characters.`);
  if (placeholders(text) !== placeholders(english)) return new Refusal("PLACEHOLDERS_DIFFER", `It holds the same as the English one: ${placeholders(english) === "" ? "nothing in braces" : placeholders(english)}.`);
  const parts = (of: string): string => `${String(of.split("\n").length)} ${String(of.split(" · ").length)}`;
  return parts(text) === parts(english) ? undefined : new Refusal("PARTS_DIFFER", "It has as many lines as the English one, and as many labels between dots.");
}

function placeholders(text: string): string {
  return [...new Set(Array.from(text.matchAll(/\{\w+[,}]/gu), ([found]) => `${found.slice(0, -1)}}`))].sort().join(" ");
}

/** An instrument with its words in further languages. */
export function withTranslations(instrument: Instrument, translations: readonly InstrumentTranslation[]): Instrument {
  return translations.reduce<Instrument>(
    (so, { language, lead, wording, labels, notApplicable, testedBy, testedOn }) => ({
      ...so,
      lead: so.lead === null || lead === null ? so.lead : { ...so.lead, [language]: lead },
      wording: { ...so.wording, [language]: wording },
      points: so.points.map(({ value, label }, i) => ({ value, label: { ...label, [language]: labels[i] ?? "" } })),
      notApplicable: so.notApplicable === null || notApplicable === null ? so.notApplicable : { ...so.notApplicable, [language]: notApplicable },
      validation: { ...so.validation, [language]: testedBy === null ? "DRAFT" : "TESTED" },
      ...(testedBy === null || testedOn === null ? {} : { tested: { ...so.tested, [language]: { by: testedBy, on: testedOn } } }),
    }),
    instrument,
  );
}

/**
 * Whether answers in a language may be compared with others: those in Arabic and English, whose state every report says,
 * and those in a further language once somebody has tested its words.
 *
 * @param language BCP 47 tag; its region does not matter
 */
export function comparesIn({ validation }: Pick<Instrument, "validation">, language: string): boolean {
  const [primary = language] = language.split("-");
  return isOwn(primary) || validation[primary] === "TESTED" || validation[primary] === "EQUIVALENT";
}

/** Languages in which a page can be shown whole: its questions and what stands around them. */
export function languagesOf(questions: readonly { readonly instrument: Pick<Instrument, "wording"> }[], pageLanguages: readonly string[]): readonly string[] {
  return pageLanguages.filter((language) => isOwn(language) || questions.every(({ instrument }) => instrument.wording[language] !== undefined));
}

/** What the page says, with further languages, and those in which all of it is said. */
export function translatedTexts<T extends { readonly key: string; readonly text: Texts }>(texts: readonly T[], translated: readonly TranslatedText[]): { readonly texts: readonly T[]; readonly languages: readonly string[] } {
  const further = [...new Set(translated.map(({ language }) => language))].sort();
  const found = new Map(translated.map(({ language, key, text }) => [`${language} ${key}`, text]));
  const whole = further.filter((language) => texts.every(({ key }) => found.has(`${language} ${key}`)));
  return {
    texts: texts.map((one) => ({ ...one, text: { ...one.text, ...Object.fromEntries(whole.map((language) => [language, found.get(`${language} ${one.key}`) ?? ""])) } })),
    languages: [...LANGUAGES, ...whole],
  };
}

function isOwn(language: string): boolean {
  return LANGUAGES.some((own) => own === language);
}
