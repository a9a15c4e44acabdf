import { Refusal } from "../../shared/refusal";
import { type Texts, untranslated } from "../../shared/texts";
import { conditionsProblem, type Earlier, isPart, needsOf } from "./conditions-problem";
import { COMMENTS_LIMIT } from "./check-content";
import { type Instrument, isAboutStep, ROLE } from "./instrument";
import type { Arrangement } from "./national-core";
import { instrumentKey, type SurveyQuestion } from "./survey";

/** More ratings than this, and people stop reading. */
const MOST_RATINGS = 5;

/** Steps that one person is asked about at most. */
export const MOST_STEPS = 2;

/** Keys of the texts that may ask for a comment. */
export const COMMENT_TEXTS: readonly string[] = ["comment.done", "comment.notDone"];

/**
 * Refuses an arrangement that would measure badly or cannot be answered; undefined for a good one. Codes: `EMPTY_SURVEY`,
 * `UNKNOWN_INSTRUMENT`, `UNTRANSLATED` (a word of it is missing in Arabic or English), `INSTRUMENT_TWICE`, `MIXED_SCALES`
 * (five and seven points in one survey make people misread the second), `OVERALL_AFTER_STEPS` (parts colour the whole),
 * `TOO_MANY_RATINGS` (a question about steps counts twice, as it is put twice), those of {@link conditionsProblem}, and of
 * comments `TOO_MANY_COMMENTS`, `UNKNOWN_COMMENT_TEXT`, `COMMENT_TWICE`, `COMMENT_AFTER_UNKNOWN_QUESTION`.
 *
 * @param bank every instrument that may be used, by {@link instrumentKey}
 */
export function surveyProblem({ questions, comments }: Arrangement, bank: ReadonlyMap<string, Instrument>): Refusal | undefined {
  if (questions.length === 0) return new Refusal("EMPTY_SURVEY", "A survey has at least one question.", ["questions"]);
  const before = new Map<string, Earlier>();
  const ratings = new Ratings();
  for (const [i, question] of questions.entries()) {
    const instrument = bank.get(instrumentKey(question.instrument, question.version));
    const problem = instrument === undefined ? UNKNOWN_INSTRUMENT : (wordsProblem(instrument) ?? placeProblem(question, instrument, before) ?? ratings.problem(instrument));
    if (problem !== undefined) return problem.under("questions", i);
    if (instrument !== undefined) before.set(instrument.code, { instrument, needs: needsOf(question.showIf, before) });
  }
  return commentsProblem({ questions, comments }, before);
}

const UNKNOWN_INSTRUMENT = new Refusal("UNKNOWN_INSTRUMENT", "The instrument bank has no such instrument of this version.", ["instrument"]);

function wordsProblem({ code, lead, wording, points, notApplicable }: Instrument): Refusal | undefined {
  const texts: readonly (readonly [string, Texts | null])[] = [["lead", lead], ["wording", wording], ["notApplicable", notApplicable], ...points.map(({ value, label }) => [String(value), label] as const)];
  const missing = texts.flatMap(([what, words]) => (words === null || what === "{step}" ? [] : untranslated(words).map((language) => `${what}: ${language}`)));
  return missing.length === 0 ? undefined : new Refusal("UNTRANSLATED", `People are asked in Arabic and in English; these words of ${code} are missing: ${missing.join("; ")}.`, ["instrument"]);
}

function placeProblem(question: SurveyQuestion, { code }: Instrument, before: ReadonlyMap<string, Earlier>): Refusal | undefined {
  return before.has(code) ? new Refusal("INSTRUMENT_TWICE", `${code} is asked twice.`, ["instrument"]) : conditionsProblem(question.showIf, before);
}

/** What the ratings of one survey may not be, seen one after the other. */
class Ratings {
  private partsBegan = false;
  private n = 0;
  private readonly scales = new Set<number>();

  problem(instrument: Instrument): Refusal | undefined {
    const part = isPart(instrument);
    if (this.partsBegan && !part && instrument.kind === "RATING") {
      return new Refusal("OVERALL_AFTER_STEPS", `${instrument.code} is about the whole and must come before the questions about steps, which would colour it.`, ["instrument"]);
    }
    this.partsBegan ||= part;
    if (instrument.kind !== "RATING") return undefined;
    this.n += isAboutStep(instrument) ? MOST_STEPS : 1;
    if (this.n > MOST_RATINGS) return new Refusal("TOO_MANY_RATINGS", `A survey has at most ${String(MOST_RATINGS)} ratings; one about steps counts as ${String(MOST_STEPS)}.`, ["instrument"]);
    if (instrument.points.length === 5 || instrument.points.length === 7) this.scales.add(instrument.points.length);
    if (this.scales.size > 1) return new Refusal("MIXED_SCALES", "Ratings of five and of seven points do not go together in one survey.", ["instrument"]);
    return undefined;
  }
}

/** @param asked every question of the survey, in order */
function commentsProblem({ questions, comments }: Arrangement, asked: ReadonlyMap<string, Earlier>): Refusal | undefined {
  for (const [i, { text, after, showIf }] of comments.entries()) {
    const at = (...path: readonly string[]): readonly (string | number)[] => ["comments", i, ...path];
    if (i >= COMMENTS_LIMIT) return new Refusal("TOO_MANY_COMMENTS", `A survey asks for at most ${String(COMMENTS_LIMIT)} comments.`, at());
    if (!COMMENT_TEXTS.includes(text)) return new Refusal("UNKNOWN_COMMENT_TEXT", `Comments are asked for with ${COMMENT_TEXTS.join(" or ")}.`, at("text"));
    if (comments.findIndex((comment) => comment.text === text) < i) return new Refusal("COMMENT_TWICE", `${text} is asked twice.`, at("text"));
    const place = after === null ? undefined : asked.get(after);
    // Questions that some people are never put are no place: what stands after them would have none.
    if (after !== null && (place === undefined || isPart(place.instrument) || after === ROLE)) {
      return new Refusal("COMMENT_AFTER_UNKNOWN_QUESTION", `${after} is no question of this survey about the whole.`, at("after"));
    }
    const last = after === null ? questions.length : questions.findIndex(({ instrument }) => instrument === after) + 1;
    const before = new Map(questions.slice(0, last).flatMap(({ instrument }) => { const found = asked.get(instrument); return found === undefined ? [] : [[instrument, found] as const]; }));
    const problem = conditionsProblem(showIf, before);
    if (problem !== undefined) return problem.under(...at());
  }
  return undefined;
}
