import type { ComponentChild, VNode } from "preact";
import type { PluralForms } from "../../surveys/domain/plural";
import { withNumber } from "../../surveys/domain/plural";
import { LANGUAGES, showText, type Texts } from "../../shared/texts";

/** Everything the page says, as data. */
export interface PageWords {
  readonly texts: readonly { readonly key: string; readonly text: Texts }[];
  readonly plurals: readonly PluralForms[];
}

/** What stands in the place of `{name}`; null: not known, so its sentence is left out. */
export type Values = Readonly<Record<string, ComponentChild>>;

/** Writes the page's texts in the reader's language; what is missing in it stands in another, marked as such. */
export class SurveyWriter {
  private readonly texts: ReadonlyMap<string, Texts>;

  constructor(
    private readonly words: PageWords,
    readonly language: string,
    /** Everything on the page can be read in these. */
    private readonly offered: readonly string[],
  ) {
    this.texts = new Map(words.texts.map(({ key, text }) => [key, text]));
  }

  /** The other languages the page can be read in, each by its own name. */
  get others(): readonly { readonly language: string; readonly name: string }[] {
    return this.offered.filter((language) => language !== this.language).map((language) => ({ language, name: new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language }));
  }

  /** A text as it is, without what it has places for. */
  plain(key: string, values: Readonly<Record<string, string>> = {}): string {
    return this.find(key).text.replace(/\{(\w+)\}/gu, (place, name: string) => values[name] ?? place);
  }

  /** A text in those of Arabic and English that the page is not in, each behind a mark. */
  inOthers(key: string, mark = ""): readonly VNode[] {
    const text: Texts = this.texts.get(key) ?? {};
    return LANGUAGES.filter((language) => language !== this.language).map((language) => <>{mark}<span lang={language} dir={directionOf(language)}>{text[language]}</span></>);
  }

  /** One of several labels in one text: «التالي · السابق · إرسال · تخطّي السؤال». */
  label(key: string, position: number): string {
    return this.plain(key).split(" · ")[position] ?? "";
  }

  /** A text with its places filled, each in an isolate; a sentence one of whose facts is not known is left out. */
  filled(key: string, values: Values): readonly (readonly ComponentChild[])[] {
    return this.find(key).text.split("\n").flatMap((line) => {
      const sentences = line.split(/(?<=\.) /u).filter((sentence) => !placesIn(sentence).some((place) => isMissing(values[place])));
      return sentences.length === 0 ? [] : [sentences.flatMap((sentence, i) => [...(i === 0 ? [] : [" "]), ...fill(sentence, values)])];
    });
  }

  /** A name or wording that somebody else wrote, with its language where it is not the page's. */
  written(texts: Texts): VNode {
    const shown = showText(texts, this.language) ?? { text: "", lang: this.language };
    return shown.lang === this.language ? <>{shown.text}</> : <span lang={shown.lang} dir={directionOf(shown.lang)}>{shown.text}</span>;
  }

  /** The same as bare words. */
  bare(texts: Texts): string {
    return showText(texts, this.language)?.text ?? "";
  }

  number(value: number): string {
    return new Intl.NumberFormat(localeOf(this.language)).format(value);
  }

  days(n: number): string {
    const forms = this.words.plurals.find(({ noun }) => noun === "day");
    return this.language === "ar" && forms !== undefined ? withNumber(forms, n) : new Intl.NumberFormat(localeOf(this.language), { style: "unit", unit: "day", unitDisplay: "long" }).format(n);
  }

  date(instant: Date, timeZone: string): string {
    return new Intl.DateTimeFormat(localeOf(this.language), { dateStyle: "long", timeZone }).format(instant);
  }

  private find(key: string): { readonly text: string; readonly lang: string } {
    const shown = showText(this.texts.get(key) ?? {}, this.language);
    if (shown === undefined) throw new Error(`wording.json has no text ${key}`);
    return shown;
  }
}

/** From which side a language is written. */
export function directionOf(language: string): "rtl" | "ltr" {
  return /^(ar|fa|ur|ps|ckb|sd|he|yi|ug|dv)\b/u.test(language) ? "rtl" : "ltr";
}

/** Latin digits and the Gregorian calendar in every language, as government forms in the Gulf are printed. */
function localeOf(language: string): string {
  return language === "en" ? "en-GB" : `${language}-u-nu-latn-ca-gregory`;
}

function placesIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? "");
}

function isMissing(value: ComponentChild): boolean {
  return value === undefined || value === null || value === "";
}

function fill(sentence: string, values: Values): readonly ComponentChild[] {
  return sentence.split(/(\{\w+\})/u).map((part) => {
    const [, name] = /^\{(\w+)\}$/u.exec(part) ?? [];
    return name === undefined ? part : <bdi>{values[name]}</bdi>;
  });
}
