import { textProblem } from "../../shared/clean-text";
import { Refusal } from "../../shared/refusal";
import type { Texts } from "../../shared/texts";

const LONGEST_NAME = 500;

const MESSAGES = {
  TEXT_TOO_LONG: `A name has at most ${String(LONGEST_NAME)} characters.`,
  TEXT_INVALID: "A name must not contain NUL or half a character (a lone surrogate).",
};

/**
 * Checks a name from outside: at least one language (`TEXT_REQUIRED`), none of them blank, 500 UTF-16 units at most. A
 * language left blank counts as not given: `{ar: "", en: "x"}` is fine, and untranslated.
 */
export function checkNames(names: Texts, path: readonly (string | number)[]): Refusal | undefined {
  const written = Object.entries(presentTexts(names));
  if (written.length === 0) return new Refusal("TEXT_REQUIRED", "Write the text in at least one language.", path);
  for (const [language, text] of written) {
    const problem = textProblem(text, LONGEST_NAME);
    if (problem !== undefined && problem !== "TEXT_EMPTY") return new Refusal(problem, MESSAGES[problem], [...path, language]);
  }
  return undefined;
}

/** The texts without the blank ones, trimmed: what is stored. */
export function presentTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts)
      .map(([language, text]) => [language, text.trim()] as const)
      .filter(([, text]) => text !== ""),
  );
}
