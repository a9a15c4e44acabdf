import { Refusal } from "../../shared/refusal";
import { LANGUAGES, type Texts, untranslated } from "../../shared/texts";
import type { InstrumentKind, ScalePoint } from "./instrument";

/** A question of an agency's own. */
export interface InstrumentDraft {
  /** Its name after the agency's code and a slash. */
  readonly name: string;
  readonly kind: InstrumentKind;
  readonly lead: Texts | null;
  readonly wording: Texts;
  readonly points: readonly ScalePoint[];
  readonly notApplicable: Texts | null;
}

const NAME = /^[A-Z][A-Z0-9_]{0,31}$/u;

/** UTF-16 units of one text. */
const LONGEST = 500;

/** Points that a rating may have; more or fewer go with no other rating. */
const RATINGS: readonly number[] = [5, 7];

/** Highest number of a count. */
const HIGHEST_COUNT = 10;

/** Options to choose from. */
const OPTIONS = { fewest: 2, most: 20 } as const;

/**
 * Refuses a question that nobody could answer, or whose answers could not be counted. Codes: `INVALID_CODE`,
 * `UNTRANSLATED` (Arabic or English is missing), `INVALID_LANGUAGE` (further ones are translations), `TEXT_TOO_LONG`, `UNKNOWN_PLACEHOLDER` (nothing is put in),
 * `INVALID_SCALE` (a rating has the points 1 to 5 or 1 to 7 from the worst to the best, a count those from 0 to at most 10,
 * a choice 2 to 20 options with codes of their own), `LABEL_NOT_WORDS` (points of a rating are read, not numbered),
 * `LABELS_ALIKE` (two points that read the same).
 *
 * @param code the agency's code, a slash, and the name
 */
export function instrumentProblem({ name, kind, lead, wording, points, notApplicable }: InstrumentDraft, code: string): Refusal | undefined {
  if (!NAME.test(name) || code.length > 64) return new Refusal("INVALID_CODE", "A name has 1–32 capital letters, digits and underscores, begins with a letter, and is at most 64 characters long together with the agency's code.", ["name"]);
  const scale = scaleProblem(kind, points);
  if (scale !== undefined) return new Refusal("INVALID_SCALE", scale, ["points"]);
  const labels = labelsProblem(kind, points);
  if (labels !== undefined) return labels;
  const texts: readonly (readonly [readonly (string | number)[], Texts | null])[] = [
    [["lead"], lead],
    [["wording"], wording],
    ...points.map(({ label }, i) => [["points", i, "label"], label] as const),
    [["notApplicable"], notApplicable],
  ];
  for (const [path, text] of texts) {
    const refusal = text === null ? undefined : textsProblem(text);
    if (refusal !== undefined) return refusal.under(...path);
  }
  return undefined;
}

function scaleProblem(kind: InstrumentKind, points: readonly ScalePoint[]): string | undefined {
  const values = points.map(({ value }) => value);
  const from = (first: number): boolean => values.every((value, i) => value === first + i);
  if (kind === "RATING") return RATINGS.includes(values.length) && from(1) ? undefined : "A rating has the points 1 to 5 or 1 to 7, the worst first.";
  if (kind === "COUNT") return values.length > 1 && values.length <= HIGHEST_COUNT + 1 && from(0) ? undefined : `A count goes from 0 to at most ${String(HIGHEST_COUNT)}.`;
  const named = values.every((value) => typeof value === "string" && NAME.test(value) && value !== "STEP") && new Set(values).size === values.length;
  return named && values.length >= OPTIONS.fewest && values.length <= OPTIONS.most ? undefined : `A choice has ${String(OPTIONS.fewest)} to ${String(OPTIONS.most)} options, each with a code of its own in capital letters.`;
}

/** What two points may not be, whatever they say. */
function labelsProblem(kind: InstrumentKind, points: readonly ScalePoint[]): Refusal | undefined {
  for (const language of LANGUAGES) {
    const read = points.map(({ label }) => (label[language] ?? "").trim());
    const wordless = kind === "RATING" ? read.findIndex((label) => label !== "" && !/\p{L}/u.test(label)) : -1;
    if (wordless !== -1) return new Refusal("LABEL_NOT_WORDS", "The points of a rating are words, in Arabic and in English.", ["points", wordless, "label"]);
    const again = read.findIndex((label, i) => label !== "" && read.indexOf(label) < i);
    if (again !== -1) return new Refusal("LABELS_ALIKE", "Two answers read the same.", ["points", again, "label"]);
  }
  return undefined;
}

function textsProblem(texts: Texts): Refusal | undefined {
  const [missing] = untranslated(texts);
  if (missing !== undefined) return new Refusal("UNTRANSLATED", `People are asked in Arabic and in English; ${missing} is missing.`);
  const further = Object.keys(texts).find((language) => !LANGUAGES.some((own) => own === language));
  if (further !== undefined) return new Refusal("INVALID_LANGUAGE", `Give Arabic (ar) and English (en) alone; ${further} is a translation of them.`);
  for (const text of Object.values(texts)) {
    if (text.length > LONGEST) return new Refusal("TEXT_TOO_LONG", `The text is longer than ${String(LONGEST)} characters.`);
    if (/[{}]/u.test(text)) return new Refusal("UNKNOWN_PLACEHOLDER", "Nothing is put into the words of an agency's own question; write it without { and }.");
  }
  return undefined;
}
