import { textProblem } from "../../shared/clean-text";
import { parseInstant } from "../../shared/instant";
import { isDay } from "../../shared/local-day";
import { Refusal } from "../../shared/refusal";
import { AHEAD_LIMIT_MS, LENGTH_LIMITS } from "./limits";

/** Unwinds the reading of a message at its first problem. Never leaves this folder: `readMessage` answers the refusal in it. */
export class Unreadable extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** @throws Unreadable always */
export function refuse(code: string, message: string, path: readonly (string | number)[]): never {
  throw new Unreadable(new Refusal(code, message, path));
}

/** A text with content, no longer than allowed, that PostgreSQL gives back as it was. @throws Unreadable */
export function readText(text: string, maxLength: number, path: readonly (string | number)[]): string {
  const problem = textProblem(text, maxLength);
  if (problem !== undefined) refuse(problem, TEXT_PROBLEMS[problem](maxLength), path);
  return text;
}

const TEXT_PROBLEMS = {
  TEXT_EMPTY: () => "The text is empty.",
  TEXT_TOO_LONG: (maxLength: number) => `The text is longer than ${String(maxLength)} characters.`,
  TEXT_INVALID: () => "The text holds a NUL or half of a surrogate pair.",
};

/** Placeholders for "no date" such as 0001-01-01 and 1899-12-30 lie before; no transaction of today does. */
const EARLIEST = Date.UTC(1900, 0, 1);

/** An instant that has an offset, lies after 1900 and is at most a day ahead. @throws Unreadable */
export function readTime(text: string, now: Date, path: readonly (string | number)[]): Date {
  const instant = text.length <= LENGTH_LIMITS.timestamp ? parseInstant(text) : undefined;
  if (instant === undefined || instant.getTime() < EARLIEST) refuse("INVALID_TIME", "Not a date-time with an offset, such as 2026-03-01T09:30:00+04:00.", path);
  if (instant.getTime() > now.getTime() + AHEAD_LIMIT_MS) refuse("TIME_IN_FUTURE", "The time lies more than 24 hours ahead.", path);
  return instant;
}

/** An existing calendar day. @throws Unreadable */
export function readDay(text: string, path: readonly string[]): string {
  if (!isDay(text)) refuse("INVALID_DAY", "Not an existing day written YYYY-MM-DD.", path);
  return text;
}

/** An id that names nobody once digits and letters are all that counts is no id: everybody would be the same person. @throws Unreadable */
export function readPerson(text: string, path: readonly string[]): string {
  readText(text, LENGTH_LIMITS.person, path);
  if (!/[\p{L}\p{N}]/u.test(text)) refuse("TEXT_EMPTY", "The id holds no letter and no digit.", path);
  return text;
}

const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** The canonical form of a BCP 47 tag, so that `AR-om` and `ar-OM` are one language. @throws Unreadable */
export function readLanguage(tag: string): string {
  if (tag.length <= LENGTH_LIMITS.language && LANGUAGE.test(tag)) {
    try {
      const [canonical] = Intl.getCanonicalLocales(tag);
      if (canonical !== undefined) return canonical;
    } catch {
      // Shaped like a tag, but none.
    }
  }
  refuse("INVALID_LANGUAGE", "Not a BCP 47 language tag, such as ar or en.", ["language"]);
}

/** Whether a field of a message was said at all. */
export function isSaid<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
