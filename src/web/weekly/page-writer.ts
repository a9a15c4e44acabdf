import type { Estimate } from "../../reports/domain/estimate";
import { showText, type ShownText, type Texts } from "../../shared/texts";
import { type PageLanguage, type PluralForms, WEEKLY_PLURALS, WEEKLY_WORDS } from "./weekly-words";

/** A word in both languages. */
export type Word = Readonly<Record<PageLanguage, string>>;

const MARKS = { NONE: "", LOW_CONFIDENCE: "●○○", MODERATE: "●●○", FULL: "●●●" } as const;

/** A figure as a page shows it, or why there is none. */
export interface WrittenFigure {
  readonly text: string;
  /** Its interval, low end first in every language. */
  readonly margin: string | null;
  readonly mark: string;
  readonly missing: boolean;
}

/**
 * Writes words, numbers and days in the page's language. This is the edge at which figures are rounded (METHODS 0.5):
 * percent with one decimal from n = 100 on, means with two, net scores whole; everything before it is unrounded.
 */
export class PageWriter {
  /** Latin digits in both languages, as government statistics in the Gulf are printed. */
  private readonly locale: string;
  private readonly rules: Intl.PluralRules;

  constructor(readonly language: PageLanguage) {
    this.locale = language === "ar" ? "ar-u-nu-latn-ca-gregory" : "en-GB";
    this.rules = new Intl.PluralRules(language);
  }

  word(word: Word): string {
    return word[this.language];
  }

  /** A name that somebody else wrote, and the language it is really in. */
  name(texts: Texts, code: string): ShownText {
    return showText(texts, this.language) ?? { text: code, lang: "en" };
  }

  /** A code of a closed list in words; the code itself where the list has grown. */
  coded(words: Readonly<Record<string, Word>>, code: string): string {
    const word = words[code];
    return word === undefined ? code : word[this.language];
  }

  number(value: number, decimals = 0): string {
    return new Intl.NumberFormat(this.locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  }

  percent(share: number, decimals: number): string {
    return new Intl.NumberFormat(this.locale, { style: "percent", minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(share);
  }

  plural(noun: keyof typeof WEEKLY_PLURALS, n: number): string {
    const forms: PluralForms = WEEKLY_PLURALS[noun][this.language];
    const form = n === 0 ? (forms.zero ?? forms.other) : (forms[this.rules.select(n)] ?? forms.other);
    return form.replace("#", this.number(n));
  }

  /** `2026-03-31` in full, with the day of the week. */
  day(day: string): string {
    return this.dated(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  }

  shortDay(day: string): string {
    return this.dated(day, { day: "numeric", month: "short", year: "numeric" });
  }

  month(day: string): string {
    return this.dated(day, { month: "short", year: "numeric" });
  }

  instant(instant: Date): string {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(instant);
  }

  /** As exact as it matters: days from two on, hours from one on, else minutes. */
  duration(seconds: number): string {
    const [unit, size] = unitOf(seconds);
    return this.plural(unit, Math.round(seconds / size));
  }

  figure(estimate: Estimate): WrittenFigure {
    const { value, low, high, method, quality, reasons } = estimate;
    const write = (number: number): string => this.rounded(number, estimate);
    // Ends of a margin of time: numbers of the unit that the figure itself is written in.
    const end = (number: number): string => (estimate.unit === "SECONDS" ? this.number(Math.round(number / unitOf(value ?? number)[1])) : write(number));
    if (value === null && method === "BOUNDS" && low !== null && high !== null) return { text: `${write(low)}–${write(high)}`, margin: null, mark: "", missing: false };
    if (value === null) return { text: this.coded(WEEKLY_WORDS.reasons, reasons[0] ?? "NO_DATA"), margin: null, mark: "", missing: true };
    const exact = low === high || (low === null && high === null);
    const margin = exact ? null : `${low === null ? "…" : end(low)}–${high === null ? "…" : end(high)}`;
    return { text: write(value), margin, mark: estimate.unit === "COUNT" ? "" : MARKS[quality], missing: false };
  }

  private rounded(number: number, { unit, effectiveN }: Estimate): string {
    switch (unit) {
      case "SHARE":
        return this.percent(number, (effectiveN ?? 0) >= 100 ? 1 : 0);
      case "SCORE":
      case "RATIO":
        return this.number(number, 2);
      case "SECONDS":
        return this.duration(number);
      default:
        return this.number(number);
    }
  }

  private dated(day: string, format: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.locale, { ...format, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  }
}

function unitOf(seconds: number): readonly ["day" | "hour" | "minute", number] {
  if (seconds >= 2 * 86_400) return ["day", 86_400];
  return seconds >= 3_600 ? ["hour", 3_600] : ["minute", 60];
}
