import { Refusal } from "../../shared/refusal";
import { type Instrument, isAboutStep, scaleRange } from "./instrument";
import { instrumentKey, type SurveyQuestion } from "./survey";

/** More ratings than this, and people stop reading. */
const MOST_RATINGS = 5;

/** Steps that one person is asked about at most. */
export const MOST_STEPS = 2;

/**
 * Refuses an arrangement of questions that would measure badly; undefined for a good one. Codes: `EMPTY_SURVEY`,
 * `UNKNOWN_INSTRUMENT`, `INSTRUMENT_TWICE`, `MIXED_SCALES` (five and seven points in one survey make people misread the
 * second), `OVERALL_AFTER_STEPS` (parts colour the whole), `TOO_MANY_RATINGS` (a question about steps counts twice, as
 * it is put twice), `SHOW_IF_UNKNOWN_QUESTION` (not asked before), `SHOW_IF_UNKNOWN_ANSWER`.
 *
 * @param bank every instrument, by {@link instrumentKey}
 */
export function surveyProblem(questions: readonly SurveyQuestion[], bank: ReadonlyMap<string, Instrument>): Refusal | undefined {
  if (questions.length === 0) return new Refusal("EMPTY_SURVEY", "A survey has at least one question.", ["questions"]);
  const before = new Map<string, Instrument>();
  let partsBegan = false;
  let ratings = 0;
  const scales = new Set<number>();
  for (const [i, question] of questions.entries()) {
    const at = (...path: readonly (string | number)[]): readonly (string | number)[] => ["questions", i, ...path];
    const instrument = bank.get(instrumentKey(question.instrument, question.version));
    if (instrument === undefined) return new Refusal("UNKNOWN_INSTRUMENT", `The instrument bank has no ${question.instrument} of version ${String(question.version)}.`, at("instrument"));
    if (before.has(instrument.code)) return new Refusal("INSTRUMENT_TWICE", `${instrument.code} is asked twice.`, at("instrument"));
    const showIf = showIfProblem(question, before);
    if (showIf !== undefined) return showIf.under("questions", i);
    before.set(instrument.code, instrument);

    const part = isPart(instrument);
    if (partsBegan && !part && instrument.kind === "RATING") {
      return new Refusal("OVERALL_AFTER_STEPS", `${instrument.code} is about the whole and must come before the questions about steps, which would colour it.`, at("instrument"));
    }
    partsBegan ||= part;
    if (instrument.kind !== "RATING") continue;
    ratings += isAboutStep(instrument) ? MOST_STEPS : 1;
    if (ratings > MOST_RATINGS) return new Refusal("TOO_MANY_RATINGS", `A survey has at most ${String(MOST_RATINGS)} ratings; one about steps counts as ${String(MOST_STEPS)}.`, at("instrument"));
    if (instrument.points.length === 5 || instrument.points.length === 7) scales.add(instrument.points.length);
    if (scales.size > 1) return new Refusal("MIXED_SCALES", "Ratings of five and of seven points do not go together in one survey.", at("instrument"));
  }
  return undefined;
}

/** Questions about parts of the way: single steps, or which of them was the hardest. */
function isPart(instrument: Instrument): boolean {
  return isAboutStep(instrument) || instrument.code === "HARDEST_STEP";
}

function showIfProblem({ showIf }: SurveyQuestion, before: ReadonlyMap<string, Instrument>): Refusal | undefined {
  if (showIf === null) return undefined;
  const asked = before.get(showIf.instrument);
  if (asked === undefined || isPart(asked)) return new Refusal("SHOW_IF_UNKNOWN_QUESTION", `${showIf.instrument} is no question about the whole that is asked before.`, ["showIf", "instrument"]);
  const known = new Set(asked.points.map(({ value }) => String(value)));
  const unknown = showIf.anyOf.findIndex((value) => !known.has(value));
  if (unknown === -1 && showIf.anyOf.length > 0) return undefined;
  const range = scaleRange(asked);
  const allowed = range === undefined ? [...known].join(", ") : `${String(range.minimum)} to ${String(range.maximum)}`;
  return new Refusal("SHOW_IF_UNKNOWN_ANSWER", `Answers to ${asked.code} are ${allowed}.`, ["showIf", "anyOf", ...(unknown === -1 ? [] : [unknown])]);
}
