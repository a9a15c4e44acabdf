import { Refusal } from "../../shared/refusal";
import type { FormQuestion } from "./form";
import type { GivenAnswer } from "./given-answer";
import { isAboutStep, type Instrument, scaleRange, STEP_CHOICE } from "./instrument";
import type { Answer } from "./response";
import { isShown, type Said } from "./show-if";

/** An answer as it is stored. */
export interface RecordedAnswer extends Answer {
  /** End of the scale that stood first; null for a choice. */
  readonly firstEnd: "LOW" | "HIGH" | null;
}

/**
 * Checks answers against the questions that were put, and pins each to its instrument's version. An answer to a question
 * that another answer takes away is checked and then dropped, not refused: who goes back and changes an answer has done
 * nothing wrong, and what they had said to what was then shown is no longer asked. The first problem refuses all, with
 * its path: `INSTRUMENT_NOT_IN_SURVEY`, `STEP_REQUIRED` (a question about a step, without one),
 * `STEP_NOT_ASKED`, `ANSWERED_TWICE`, `ANSWER_EMPTY` and `ANSWER_AMBIGUOUS` (not exactly one of score, choice, choices,
 * skipped, not applicable), `WRONG_ANSWER_KIND` (a number for a choice, one choice for several, or the other way round),
 * `SCORE_OFF_SCALE` (with the allowed range), `UNKNOWN_CHOICE`, `CHOICE_TWICE`, `NOT_APPLICABLE_NOT_OFFERED`.
 *
 * @param inclusion probability with which this person was asked at all
 */
export function checkAnswers(given: readonly GivenAnswer[], questions: readonly FormQuestion[], inclusion: number): readonly RecordedAnswer[] | Refusal {
  const recorded: RecordedAnswer[] = [];
  const seen = new Set<FormQuestion>();
  for (const [i, asGiven] of given.entries()) {
    const answer = chosenStep(asGiven, questions);
    const question = questionOf(answer, questions);
    if (question instanceof Refusal) return question.under("answers", i);
    if (seen.has(question)) return new Refusal("ANSWERED_TWICE", `${answer.instrument} is answered twice.`, ["answers", i]);
    seen.add(question);
    const refusal = valueProblem(answer, question);
    if (refusal !== undefined) return refusal.under("answers", i);
    recorded.push(record(answer, question, inclusion));
  }
  const said = recorded.map(saidBy);
  return [...seen].flatMap((question, i) => (isShown(question, said, questions) ? (recorded[i] ?? []) : []));
}

/** An answer as conditions read it. */
export function saidBy({ instrumentCode, score, choice, choices }: Answer): Said {
  return { instrument: instrumentCode, score, choice, choices };
}

/**
 * The questions that were put and not answered, as skips: a skip is stored as skipped, not as missing. One that was
 * never shown, because of an earlier answer, is no skip.
 */
export function skippedQuestions(answers: readonly RecordedAnswer[], questions: readonly FormQuestion[], inclusion: number): readonly RecordedAnswer[] {
  const answered = new Set(answers.map((answer) => questionKey(answer.instrumentCode, aboutStep(answer))));
  const said = answers.map(saidBy);
  return questions
    .filter(({ instrument, step }) => !answered.has(questionKey(instrument.code, step)))
    .filter((question) => isShown(question, said, questions))
    .map((question) => record({ instrument: question.instrument.code, step: null, score: null, choice: null, choices: null, skipped: true, notApplicable: false }, question, inclusion));
}

/** A step named in the place of a choice: `STEP` and its code, unless an option of the list has the same name. */
function chosenStep(answer: GivenAnswer, questions: readonly FormQuestion[]): GivenAnswer {
  if (answer.choice === null || answer.step !== null) return answer;
  const options = questions.find(({ instrument }) => instrument.code === answer.instrument)?.options ?? [];
  const fixed = options.some(({ value, step }) => step === null && value === answer.choice);
  return !fixed && options.some(({ step }) => step === answer.choice) ? { ...answer, choice: STEP_CHOICE, step: answer.choice } : answer;
}

function questionKey(code: string, step: string | null): string {
  return `${code} ${step ?? ""}`;
}

/** The step a question was about, which is not the step that was chosen. */
function aboutStep(answer: Answer): string | null {
  return isAboutStep({ code: answer.instrumentCode }) ? answer.stepCode : null;
}

function questionOf(answer: GivenAnswer, questions: readonly FormQuestion[]): FormQuestion | Refusal {
  const candidates = questions.filter(({ instrument }) => instrument.code === answer.instrument);
  const aboutSteps = isAboutStep({ code: answer.instrument });
  if (candidates.length === 0 && !aboutSteps) return new Refusal("INSTRUMENT_NOT_IN_SURVEY", "This survey does not ask that.", ["instrument"]);
  if (!aboutSteps) {
    const [question] = candidates;
    if (question !== undefined && (answer.step === null || answer.choice === STEP_CHOICE)) return question;
    return new Refusal("STEP_NOT_ASKED", "This question is about the whole, not about one step.", ["step"]);
  }
  if (answer.step === null) return new Refusal("STEP_REQUIRED", "Say which step the answer is about.", ["step"]);
  const question = candidates.find(({ step }) => step === answer.step);
  if (question !== undefined) return question;
  const asked = candidates.map(({ step }) => step).join(", ");
  return new Refusal("STEP_NOT_ASKED", asked === "" ? "This person was asked about no step." : `This person was asked about: ${asked}.`, ["step"]);
}

function valueProblem(answer: GivenAnswer, { instrument, options }: FormQuestion): Refusal | undefined {
  const said = [answer.score !== null, answer.choice !== null, answer.choices !== null, answer.skipped, answer.notApplicable].filter(Boolean).length;
  if (said === 0 || answer.choices?.length === 0) return new Refusal("ANSWER_EMPTY", "Give a score or a choice, or say that the question was skipped or does not apply.");
  if (said > 1) return new Refusal("ANSWER_AMBIGUOUS", "Only one of score, choice, choices, skipped and notApplicable may be given.");
  if (answer.score !== null) return scoreProblem(answer.score, instrument);
  if (answer.choices !== null) return choicesProblem(answer.choices, instrument);
  if (answer.choice !== null) {
    if (instrument.kind !== "CHOICE") return new Refusal("WRONG_ANSWER_KIND", answeredBy(instrument), ["choice"]);
    if (options.some(({ value, step }) => value === answer.choice && step === answer.step)) return undefined;
    if (answer.choice === STEP_CHOICE) return new Refusal("STEP_NOT_ASKED", "The person did not go through this step, or it has no name for people.", ["step"]);
    return new Refusal("UNKNOWN_CHOICE", `Choices are ${[...new Set(options.map(({ value }) => value))].join(", ")}.`, ["choice"]);
  }
  if (answer.notApplicable && instrument.notApplicable === null) return new Refusal("NOT_APPLICABLE_NOT_OFFERED", `${instrument.code} does not offer "does not apply".`, ["notApplicable"]);
  return undefined;
}

function choicesProblem(choices: readonly string[], instrument: Instrument): Refusal | undefined {
  if (instrument.kind !== "MULTIPLE") return new Refusal("WRONG_ANSWER_KIND", answeredBy(instrument), ["choices"]);
  const offered = optionsOf(instrument);
  const wrong = choices.findIndex((choice, i) => !offered.includes(choice) || choices.indexOf(choice) < i);
  if (wrong === -1) return undefined;
  if (offered.includes(choices[wrong] ?? "")) return new Refusal("CHOICE_TWICE", "An option is chosen once.", ["choices", wrong]);
  return new Refusal("UNKNOWN_CHOICE", `Choices are ${offered.join(", ")}.`, ["choices", wrong]);
}

function optionsOf(instrument: Instrument): readonly string[] {
  return instrument.points.map(({ value }) => String(value));
}

function answeredBy({ code, kind }: Instrument): string {
  return `${code} is answered by ${kind === "MULTIPLE" ? "choices" : kind === "CHOICE" ? "a choice" : "a score"}.`;
}

function scoreProblem(score: number, instrument: Instrument): Refusal | undefined {
  const range = scaleRange(instrument);
  if (range === undefined) return new Refusal("WRONG_ANSWER_KIND", answeredBy(instrument), ["score"]);
  if (instrument.points.some(({ value }) => value === score)) return undefined;
  return new Refusal("SCORE_OFF_SCALE", `${instrument.code} is answered by a whole number from ${String(range.minimum)} to ${String(range.maximum)}.`, ["score"], [], range);
}

function record(answer: GivenAnswer, { instrument, step, probability }: FormQuestion, inclusion: number): RecordedAnswer {
  return {
    instrumentCode: instrument.code,
    instrumentVersion: instrument.version,
    stepCode: step ?? answer.step,
    score: answer.score,
    choice: answer.choice,
    choices: answer.choices,
    notChosen: answer.choices === null ? null : optionsOf(instrument).filter((option) => answer.choices?.includes(option) !== true),
    skipped: answer.skipped,
    notApplicable: answer.notApplicable,
    inclusionProbability: inclusion * probability,
    firstEnd: instrument.order === "LOW_TO_HIGH" ? "LOW" : null,
  };
}
