import { STEP_CHOICE } from "../../surveys/domain/instrument";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import type { Response } from "../../surveys/domain/response";

/** What makes answers comparable: the same words, asked at the same moment, in the same way, by the same collector, about the same thing. */
export interface Question {
  readonly serviceId: string;
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  /** Empty: about the whole service. */
  readonly stepCode: string;
}

/** An answer that waits to be released: a score or a choice, never both. */
export interface WaitingAnswer extends Question {
  /** Local day on which it was given. */
  readonly day: string;
  readonly score: number | null;
  /** Code of the option; `STEP:` and the step's code where the person named a step. */
  readonly choice: string | null;
  /** One over the probability of having been asked, in millionths. */
  readonly weight: number;
}

/**
 * The answers of a response that count. A skip and "does not apply" are neither a score nor a choice. A step that was
 * chosen is part of the answer, not of the question: which step was hardest is one question, whatever people name.
 */
export function waitingAnswers(response: Response): readonly WaitingAnswer[] {
  const { serviceId, moment, mode, collector, day } = response;
  return response.answers
    .filter((answer) => !answer.skipped && !answer.notApplicable && (answer.score !== null || answer.choice !== null))
    .map(({ instrumentCode, instrumentVersion, stepCode, score, choice, inclusionProbability }) => {
      const named = score === null && choice === STEP_CHOICE && stepCode !== null;
      return {
        serviceId, instrumentCode, instrumentVersion, moment, mode, collector, stepCode: named ? "" : (stepCode ?? ""), day, score,
        // No code of an option holds a colon.
        choice: named ? `${STEP_CHOICE}:${stepCode}` : score === null ? choice : null,
        weight: Math.round(1_000_000 / inclusionProbability),
      };
    });
}
