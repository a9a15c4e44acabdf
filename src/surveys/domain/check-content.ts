import { isStorable } from "../../shared/clean-text";
import { Refusal } from "../../shared/refusal";
import { type GivenAnswer, type GivenComment, LAST_COMMENT } from "./given-answer";

/** Characters of a comment, as people count them: code points. */
export const COMMENT_LIMIT = 1_250;

/** Comments of one survey. */
export const COMMENTS_LIMIT = 2;

/** More answers than any survey has questions. */
const ANSWER_LIMIT = 50;

/** Longer than any code. */
const CODE_LIMIT = 64;

/** What somebody sends, unchecked. */
export interface GivenContent {
  readonly answers: readonly GivenAnswer[];
  readonly comments: readonly GivenComment[];
  /** BCP 47 tag of the language they answered in. */
  readonly language: string;
  /** Whether the agency may contact the person about it; absent: they did not say. */
  readonly contact?: boolean;
}

/**
 * Checks what can be checked without knowing the survey, and brings it into one form: an empty comment is none, a tag is
 * canonical. Codes: `TOO_MANY_ANSWERS`, `TOO_MANY_COMMENTS`, `TEXT_TOO_LONG`, `TEXT_INVALID`, `INVALID_LANGUAGE`.
 */
export function checkContent(content: GivenContent): GivenContent | Refusal {
  const { answers, comments } = content;
  if (answers.length > ANSWER_LIMIT) return new Refusal("TOO_MANY_ANSWERS", `At most ${String(ANSWER_LIMIT)} answers are taken.`, ["answers"]);
  for (const [i, answer] of answers.entries()) {
    for (const field of ["instrument", "step", "choice"] as const) {
      const refusal = textRefusal(answer[field], CODE_LIMIT);
      if (refusal !== undefined) return refusal.under("answers", i, field);
    }
    if ((answer.choices ?? []).length > ANSWER_LIMIT) return new Refusal("TOO_MANY_ANSWERS", `At most ${String(ANSWER_LIMIT)} choices are taken.`, ["answers", i, "choices"]);
    for (const [at, choice] of (answer.choices ?? []).entries()) {
      const refusal = textRefusal(choice, CODE_LIMIT);
      if (refusal !== undefined) return refusal.under("answers", i, "choices", at);
    }
  }
  const trimmed = comments.map(({ question, text }) => ({ question, text: text.trim() }));
  for (const [i, { question, text }] of trimmed.entries()) {
    const path = question === LAST_COMMENT ? ["comment"] : ["comments", i, "text"];
    const refusal = textRefusal(question, CODE_LIMIT) ?? textRefusal(text, COMMENT_LIMIT);
    if (refusal !== undefined) return refusal.under(...path);
  }
  const written = trimmed.filter(({ text }) => text !== "");
  if (written.length > COMMENTS_LIMIT) return new Refusal("TOO_MANY_COMMENTS", `At most ${String(COMMENTS_LIMIT)} comments are taken.`, ["comments"]);
  const language = canonicalLanguage(content.language);
  if (language === undefined) return new Refusal("INVALID_LANGUAGE", "Not a BCP 47 language tag, such as ar or en.", ["language"]);
  return { answers, comments: written, language, ...(content.contact === undefined ? {} : { contact: content.contact }) };
}

function textRefusal(text: string | null, limit: number): Refusal | undefined {
  if (text === null) return undefined;
  if (longer(text, limit)) return new Refusal("TEXT_TOO_LONG", `The text is longer than ${String(limit)} characters.`);
  return isStorable(text) ? undefined : new Refusal("TEXT_INVALID", "The text holds a NUL or half of a surrogate pair.");
}

/** Whether a text has more code points than that; one that cannot have is not counted. */
function longer(text: string, limit: number): boolean {
  return text.length > limit && (text.length > 2 * limit || Array.from(text).length > limit);
}

function canonicalLanguage(tag: string): string | undefined {
  if (tag.length > 35 || !/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/u.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
