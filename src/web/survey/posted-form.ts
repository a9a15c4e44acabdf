import type { GivenAnswer, GivenComment } from "../../surveys/domain/given-answer";
import { STEP_CHOICE } from "../../surveys/domain/instrument";
import { nameOf } from "./survey-pages";

/** What came in with a form, unchecked. */
export interface PostedForm {
  /** Key of the page it came from. */
  readonly at: string;
  /** Which button was pressed. */
  readonly action: string;
  readonly language: string;
  /** What stands in the fields of the page. */
  readonly typed: Typed;
  /** Everything filled in on other pages, as it stood when the page was made; only on the page that sends. */
  readonly rest: Filled | undefined;
}

/** What stands in the fields, by their names. */
export type Typed = ReadonlyMap<string, readonly string[]>;

/** What a person filled in. */
export interface Filled {
  readonly answers: readonly GivenAnswer[];
  readonly comments: readonly GivenComment[];
  /** Whether the agency may contact them; absent: they did not say. */
  readonly contact?: boolean;
}

/** Value of the option that says "does not apply". */
export const NOT_APPLICABLE = "notApplicable";

/** Reads a form. What is none of ours is left out. */
export function readForm(body: URLSearchParams): PostedForm {
  const typed = new Map<string, readonly string[]>();
  for (const name of new Set(body.keys())) {
    if (/^[qc]:|^contact$/u.test(name)) typed.set(name, body.getAll(name).map(cleaned));
  }
  return { at: body.get("at") ?? "", action: body.get("action") ?? "next", language: body.get("language") ?? "", typed, rest: readRest(body.get("rest")) };
}

/** Lines end as everywhere but in forms; a NUL cannot be stored. */
function cleaned(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll("\0", "");
}

/** The value of an option: what is answered, told from the form alone. */
export function optionValue({ value, step }: { readonly value: number | string; readonly step: string | null }): string {
  if (step !== null) return `step:${step}`;
  return typeof value === "number" ? `score:${String(value)}` : `choice:${value}`;
}

/** The value of one option of several. */
export function choiceValue(value: number | string): string {
  return `choices:${String(value)}`;
}

/** The answers in the fields of some names; a field without one gives none. */
export function answersIn(typed: Typed, names: readonly string[]): readonly GivenAnswer[] {
  return names.flatMap((name) => answerOf(unanswered(name), typed.get(name) ?? []) ?? []);
}

/** That the questions of some names were passed over. */
export function skipped(names: readonly string[]): readonly GivenAnswer[] {
  return names.map((name) => ({ ...unanswered(name), skipped: true }));
}

/** The comments in the fields of some names; an empty one is none. */
export function commentsIn(typed: Typed, names: readonly string[]): readonly GivenComment[] {
  return names.map((name) => ({ question: name.slice(2), text: typed.get(name)?.[0] ?? "" }));
}

/** The fields as they stand with this filled in. */
export function typedOf({ answers, comments, contact }: Filled): Typed {
  const said = answers.filter((answer) => !answer.skipped).map((answer): readonly [string, readonly string[]] => [nameOf(answer), valuesOf(answer)]);
  const agreed: readonly (readonly [string, readonly string[]])[] = contact === undefined ? [] : [["contact", [contact ? "yes" : "no"]]];
  return new Map([...said, ...agreed, ...comments.map(({ question, text }): readonly [string, readonly string[]] => [`c:${question}`, [text]])]);
}

function valuesOf({ step, score, choice, choices, notApplicable }: GivenAnswer): readonly string[] {
  if (notApplicable) return [NOT_APPLICABLE];
  if (choices !== null) return choices.map(choiceValue);
  return [optionValue({ value: choice ?? score ?? "", step: choice === STEP_CHOICE ? step : null })];
}

function unanswered(name: string): GivenAnswer {
  const [, instrument = "", step = null] = name.split(":");
  return { instrument, step, score: null, choice: null, choices: null, skipped: false, notApplicable: false };
}

function answerOf(empty: GivenAnswer, values: readonly string[]): GivenAnswer | undefined {
  const [value] = values;
  if (value === undefined) return undefined;
  if (values.includes(NOT_APPLICABLE)) return { ...empty, notApplicable: true };
  const [, kind = "number", said = value] = /^(score|choice|choices|step):(.*)$/su.exec(value) ?? [];
  switch (kind) {
    case "choice":
      return { ...empty, choice: said };
    case "step":
      return { ...empty, choice: STEP_CHOICE, step: said };
    case "choices":
      return { ...empty, choices: values.filter((one) => one.startsWith("choices:")).map((one) => one.slice(8)) };
    default: {
      const score = wholeNumber(said);
      return score === undefined ? undefined : { ...empty, score };
    }
  }
}

/** A whole number in Latin, Arabic-Indic or Persian digits; undefined for what is none. */
export function wholeNumber(text: string): number | undefined {
  const latin = text.normalize("NFKC").replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf)).replace(/[\s\u200e\u200f\u061c]/gu, "");
  return /^\d{1,4}$/u.test(latin) ? Number(latin) : undefined;
}

/** What a form carried of other pages; undefined where it is none of ours. */
export function readRest(text: string | null): Filled | undefined {
  if (text === null) return undefined;
  try {
    const { answers, comments, contact } = JSON.parse(text) as Partial<Record<keyof Filled, unknown>>;
    return Array.isArray(answers) && Array.isArray(comments) ? { answers: answers.filter(isAnswer), comments: comments.filter(isComment), ...(typeof contact === "boolean" ? { contact } : {}) } : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(item: unknown): item is GivenAnswer {
  if (typeof item !== "object" || item === null) return false;
  const { instrument, step, score, choice, choices, skipped: passed, notApplicable } = item as Record<keyof GivenAnswer, unknown>;
  const text = (value: unknown): boolean => value === null || typeof value === "string";
  const several = choices === null || (Array.isArray(choices) && choices.every((one) => typeof one === "string"));
  return typeof instrument === "string" && text(step) && text(choice) && several && (score === null || Number.isInteger(score)) && typeof passed === "boolean" && typeof notApplicable === "boolean";
}

function isComment(item: unknown): item is GivenComment {
  if (typeof item !== "object" || item === null) return false;
  const { question, text } = item as Record<keyof GivenComment, unknown>;
  return typeof question === "string" && typeof text === "string" && !text.includes("\0");
}
