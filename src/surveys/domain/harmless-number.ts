import { isPersonalNumber } from "./personal-number";

/** Amounts people pay in, before or after the number. */
const MONEY = "omr|r\\.?o\\.?|sar|s\\.?r\\.?|aed|kwd|bhd|qar|usd|eur|inr|rials?|riyals?|dirhams?|dinars?|dollars?|euros?|baisas?|[$€£]|ريالا?|ريالات|ریال|ر\\. ?[عسق]\\.?|درهما?|دراهم|دينارا?|دنانير|دولارا?|بيسة|هللة|فلسا?|د\\. ?[إاكب]\\.?";
/** What is counted, after the number. */
const COUNTED = "%|٪|people|persons|visitors|citizens|requests|applications|transactions|times|days|hours|minutes|seconds|pages|steps|km|metres|meters|م|كم|مترا?|شخصا?|أشخاص|مراجعا?|مراجعين|مواطنا?|متعاملا?|مستفيدا?|طلبا?|طلبات|معاملة|معاملات|يوما?|أيام|ساعة|ساعات|دقيقة|دقائق|مرة|مرات|خطوة|خطوات|صفحة|هجري|هـ?|ميلادي";
const MONEY_BEFORE = new RegExp(`(?:^|[^\\p{L}])(?:${MONEY}) ?$`, "u");
const MONEY_AFTER = new RegExp(`^ ?(?:${MONEY})(?![\\p{L}\\p{N}])`, "u");
const COUNTED_AFTER = new RegExp(`^ ?(?:${COUNTED})(?![\\p{L}\\p{N}])`, "u");
/** Longer than any of these words. */
const NEAR = 14;

/** What the word beside a number says it is. */
export type Measure = "MONEY" | "COUNT" | undefined;

/** Whether money or a count stands there, by the word beside it. */
export function measureOf(plain: string, start: number, end: number): Measure {
  const after = plain.slice(end, end + NEAR);
  if (MONEY_BEFORE.test(plain.slice(Math.max(0, start - NEAR), start)) || MONEY_AFTER.test(after)) return "MONEY";
  return COUNTED_AFTER.test(after) ? "COUNT" : undefined;
}

/** Years as comments name them, of both calendars. */
const YEAR = "(?:14[0-5]\\d|19[5-9]\\d|20[0-5]\\d)";
const YEARS = new RegExp(`^${YEAR}$`, "u");
/** Of years (also 2024/25), of laws and decisions (35/2003, 2003/35), of months (03/2026). */
const OF_YEARS = new RegExp(`^(?:${YEAR}[-/](?:${YEAR}|\\d{1,3})|\\d{1,3}[-/]${YEAR})$`, "u");
const DECISION = new RegExp(`^\\d{4}/${YEAR}$`, "u");
const TIME = /^(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?$/u;
const DECIMAL = /^\d{1,4}(?:\.\d{1,3}|,\d{1,2})$/u;
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?$/u;
const GROUPED_BY_STOPS = /^\d\.\d{3}\.\d{3}$/u;
const DATE = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$/u;

/** Whether a number names nobody by its very form: a date, a time, an amount, a law, a span of these. Digits and separators without blanks. */
export function isHarmless(text: string, measure: Measure): boolean {
  return isOne(text, measure) || isSpan(text, measure);
}

function isOne(text: string, measure: Measure): boolean {
  if (TIME.test(text) || isDate(text) || DECIMAL.test(text) || GROUPED_BY_STOPS.test(text) || OF_YEARS.test(text)) return true;
  if (measure === "MONEY" && /^\d{1,7}\.\d{1,3}$/u.test(text)) return true;
  if (isCountedUp(text.split(","))) return true;
  const digits = (text.split(".")[0] ?? "").replace(/\D/gu, "");
  if (GROUPED.test(text)) return measure === "MONEY" || digits.length < 8 || !isPersonalNumber(digits);
  return DECISION.test(text) && !isPersonalNumber(digits);
}

/** A day of either order or calendar; the year in full, or its last two digits at the end. */
function isDate(text: string): boolean {
  const [, first = "", , middle = "", last = ""] = DATE.exec(text) ?? [];
  if (first === "") return false;
  const [day, year] = first.length > 2 ? [last, first] : [first, last];
  const inYear = YEARS.test(year) || (year.length === 2 && year === last);
  const [a, b] = [Number(day), Number(middle)];
  return inYear && day.length <= 2 && a > 0 && b > 0 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
}

/** Whether what is harmless stays so beside other numbers: a day, a time, money. */
export function isFirm(text: string, measure: Measure): boolean {
  return measure === "MONEY" || TIME.test(text) || isDate(text) || GROUPED.test(text);
}

/** Whether it is a number as it is counted or paid: without separators, and shorter than any that names somebody. */
export function isBareMeasure(text: string, measure: Measure): boolean {
  return measure !== undefined && /^\d{5,7}$/u.test(text);
}

/** From one to another: of short numbers, or of what is harmless alone. */
function isSpan(text: string, measure: Measure): boolean {
  const [from, to, more] = text.split("-");
  if (from === undefined || to === undefined || more !== undefined) return false;
  return isShortSpan(from, to, measure) || (isOne(from, undefined) && isOne(to, undefined));
}

function isShortSpan(from: string, to: string, measure: Measure): boolean {
  return /^\d{1,4}$/u.test(from) && /^\d{1,4}$/u.test(to) && Number(from) < Number(to) && (measure === "MONEY" || from.length + to.length <= 6);
}

/** One after the other: steps 3, 4, 5. */
function isCountedUp(texts: readonly string[]): boolean {
  return texts.length > 1 && texts.every((text, i) => /^\d{1,3}$/u.test(text) && (i === 0 || Number(text) === Number(texts[i - 1]) + 1));
}

/** Whether several short numbers with blanks between name nobody together. */
export function areHarmless(texts: readonly string[], gaps: readonly string[], measure: Measure): boolean {
  const [first = "", second = ""] = texts;
  if (texts.every((text) => YEARS.test(text))) return texts.length <= 4;
  if (isCountedUp(texts)) return true;
  if ((measure === "MONEY" || (measure === "COUNT" && texts.length <= 2)) && texts.every((text, i) => (i === 0 ? /^\d{1,3}$/u : /^\d{3}$/u).test(text))) return true;
  if (texts.length !== 2) return false;
  if ((gaps[0] ?? "").trim() === "-") return isShortSpan(first, second, measure);
  return /^(?:[12]?\d|3[01])$/u.test(first) && YEARS.test(second);
}
