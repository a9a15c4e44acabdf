/** One text in several languages: BCP 47 language tag → text. Stored as one `jsonb` value, so a third language needs no migration. */
export type Texts = Readonly<Record<string, string>>;

/** The languages of equal rank: a text that lacks one of them is untranslated. */
export const LANGUAGES = ["ar", "en"] as const;

/** A text as it is shown: the words, and the language they are really in (for the `lang` attribute). */
export interface ShownText {
  readonly text: string;
  readonly lang: string;
}

/** The text in the reader's language, else in Arabic, else in English, else in any; undefined for an empty map. */
export function showText(texts: Texts, language: string): ShownText | undefined {
  const lang = [language, ...LANGUAGES, ...Object.keys(texts)].find((candidate) => (texts[candidate] ?? "") !== "");
  return lang === undefined ? undefined : { text: texts[lang] ?? "", lang };
}

/** The languages of equal rank in which nothing is written yet. */
export function untranslated(texts: Texts): readonly string[] {
  return LANGUAGES.filter((language) => (texts[language] ?? "").trim() === "");
}
