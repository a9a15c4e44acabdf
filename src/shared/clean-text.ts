export type TextProblem = "TEXT_EMPTY" | "TEXT_TOO_LONG" | "TEXT_INVALID";

/**
 * What is wrong with a text from outside, or undefined. Length counts UTF-16 units. `TEXT_INVALID` is a NUL, which
 * PostgreSQL refuses, or a lone surrogate, which it would store as something else.
 */
export function textProblem(text: string, maxLength: number): TextProblem | undefined {
  if (text.trim() === "") return "TEXT_EMPTY";
  if (text.length > maxLength) return "TEXT_TOO_LONG";
  return isStorable(text) ? undefined : "TEXT_INVALID";
}

/** Whether PostgreSQL stores the text and gives back the same. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}
