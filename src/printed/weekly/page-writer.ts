import type { Estimate } from "../../reports/domain/estimate";
import { showText, type ShownText, type Texts } from "../../shared/texts";
import { type PageLanguage, type PluralForms, WEEKLY_PLURALS, WEEKLY_WORDS } from "./weekly-words";

/** A word in both languages. */
export type Word = Readonly<Record<PageLanguage, string>>;

const MARKS = { NONE: "", LOW_CONFIDENCE: "●○○", MODERATE: "●●○", FULL: "●●●" } as const;

/** Methods without chance in them. */
const EXACT: readonly string[] = ["COUNT", "SUM", "PUBLISHED"];

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
    return form.replace("#", this.number(n, Number.isInteger(n) ? 0 : 1));
  }

  /** An amount in the smallest unit of its currency. */
  money(minorUnits: number, currency: string): string {
    const format = new Intl.NumberFormat(this.locale, { style: "currency", currency });
    return format.format(minorUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  }

  /** A difference with its sign, in the unit of what differs; of shares in percentage points. */
  change(estimate: Estimate): WrittenFigure {
    const { value, low, high, unit, quality } = estimate;
    if (value === null) return this.figure(estimate);
    const [scale, decimals, noun] = scaleOf(unit, value);
    const signed = (number: number): string => new Intl.NumberFormat(this.locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: "exceptZero" }).format(number / scale);
    const margin = low === null || high === null || low === high ? null : `${signed(low)} … ${signed(high)}`;
    if (value === 0) return { text: this.number(0), margin, mark: margin === null ? "" : MARKS[quality], missing: false };
    // The number and its sign are kept together whatever runs around them.
    const text = noun === null ? signed(value) : WEEKLY_PLURALS[noun][this.language].other.replace("#", `\u2066${signed(value)}\u2069`);
    return { text, margin, mark: margin === null ? "" : MARKS[quality], missing: false };
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
    const end = (number: number): string => this.end(number, estimate);
    if (value === null && method === "BOUNDS" && low !== null && high !== null) return { text: `${write(low)}–${write(high)}`, margin: null, mark: "", missing: false };
    if (value === null && low !== null && high === null && method === "PUBLISHED") return { text: `≥ ${write(low)}`, margin: null, mark: "", missing: false };
    if (value === null) return { text: this.coded(WEEKLY_WORDS.reasons, reasons[0] ?? "NO_DATA"), margin: null, mark: "", missing: true };
    const exact = low === high || (low === null && high === null);
    const margin = exact ? null : `${low === null ? "…" : end(low)}–${high === null ? "…" : end(high)}`;
    return { text: write(value), margin, mark: EXACT.includes(method) ? "" : MARKS[quality], missing: false };
  }

  private end(number: number, estimate: Estimate): string {
    switch (estimate.unit) {
      case "SECONDS":
        return this.number(number / unitOf(estimate.value ?? number)[1]);
      case "DAYS":
      case "WORKING_DAYS":
        return this.number(number, Math.abs(estimate.value ?? number) < 10 ? 1 : 0);
      default:
        return this.rounded(number, estimate);
    }
  }

  private rounded(number: number, { unit, effectiveN }: Estimate): string {
    if (number === 0 && unit !== "SHARE") return this.number(0);
    switch (unit) {
      case "SHARE":
        return this.percent(number, (effectiveN ?? 0) >= 100 ? 1 : 0);
      case "SCORE":
      case "RATIO":
        return this.number(number, 2);
      case "SECONDS":
        return this.duration(number);
      case "DAYS":
        return this.plural("day", decimal(number));
      case "WORKING_DAYS":
        return this.plural("workingDay", decimal(number));
      default:
        return this.number(number);
    }
  }

  private dated(day: string, format: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.locale, { ...format, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  }
}

function unitOf(seconds: number): readonly ["day" | "hour" | "minute", number] {
  const length = Math.abs(seconds);
  if (length >= 2 * 86_400) return ["day", 86_400];
  return length >= 3_600 ? ["hour", 3_600] : ["minute", 60];
}

/** With one decimal below ten; a whole number of days reads as one. */
function decimal(days: number): number {
  return Math.abs(days) < 10 ? Math.round(days * 10) / 10 : Math.round(days);
}

/** By what a difference is divided, its decimals, and what is counted in it. */
function scaleOf(unit: Estimate["unit"], value: number): readonly [number, number, keyof typeof WEEKLY_PLURALS | null] {
  switch (unit) {
    case "SHARE":
      return [0.01, 1, "point"];
    case "SECONDS": {
      const [noun, size] = unitOf(value);
      return [size, 0, noun];
    }
    case "DAYS":
      return [1, 1, "day"];
    case "WORKING_DAYS":
      return [1, 1, "workingDay"];
    case "SCORE":
    case "RATIO":
      return [1, 2, null];
    default:
      return [1, 0, null];
  }
}
