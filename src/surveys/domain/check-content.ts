import { isStorable } from "../../shared/clean-text";
import { Refusal } from "../../shared/refusal";
import type { GivenAnswer } from "./given-answer";

/** Characters of a comment, in UTF-16 units. */
export const COMMENT_LIMIT = 1_250;

/** More answers than any survey has questions. */
const ANSWER_LIMIT = 50;

/** Longer than any code. */
const CODE_LIMIT = 64;

/** What somebody sends, unchecked. */
export interface GivenContent {
  readonly answers: readonly GivenAnswer[];
  readonly comment: string | null;
  /** BCP 47 tag of the language they answered in. */
  readonly language: string;
}

/**
 * Checks what can be checked without knowing the survey, and brings it into one form: an empty comment is none, a tag is
 * canonical. Codes: `TOO_MANY_ANSWERS`, `TEXT_TOO_LONG`, `TEXT_INVALID`, `INVALID_LANGUAGE`.
 */
export function checkContent(content: GivenContent): GivenContent | Refusal {
  const { answers } = content;
  if (answers.length > ANSWER_LIMIT) return new Refusal("TOO_MANY_ANSWERS", `At most ${String(ANSWER_LIMIT)} answers are taken.`, ["answers"]);
  for (const [i, answer] of answers.entries()) {
    for (const field of ["instrument", "step", "choice"] as const) {
      const refusal = textRefusal(answer[field], CODE_LIMIT);
      if (refusal !== undefined) return refusal.under("answers", i, field);
    }
  }
  const comment = content.comment?.trim() ?? "";
  const refusal = textRefusal(comment, COMMENT_LIMIT);
  if (refusal !== undefined) return refusal.under("comment");
  const language = canonicalLanguage(content.language);
  if (language === undefined) return new Refusal("INVALID_LANGUAGE", "Not a BCP 47 language tag, such as ar or en.", ["language"]);
  return { answers, comment: comment === "" ? null : comment, language };
}

function textRefusal(text: string | null, limit: number): Refusal | undefined {
  if (text === null) return undefined;
  if (text.length > limit) return new Refusal("TEXT_TOO_LONG", `The text is longer than ${String(limit)} characters.`);
  return isStorable(text) ? undefined : new Refusal("TEXT_INVALID", "The text holds a NUL or half of a surrogate pair.");
}

function canonicalLanguage(tag: string): string | undefined {
  if (tag.length > 35 || !/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/u.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
