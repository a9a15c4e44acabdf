import { Refusal } from "../../shared/refusal";

/** How codes look that people and programs type: no spaces, no slash (which separates agency and service). */
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Whether a text can be a code at all; what cannot needs no look-up. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** Refuses what is not a code with `INVALID_CODE`. */
export function checkCode(code: string, path: readonly (string | number)[]): Refusal | undefined {
  if (isCode(code)) return undefined;
  return new Refusal("INVALID_CODE", "A code has 1–64 letters, digits, dots, hyphens or underscores and starts with a letter or digit.", path);
}
