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
  readonly choice: string | null;
  /** One over the probability of having been asked, in millionths. */
  readonly weight: number;
}

/** The answers of a response that count. A skip and "does not apply" are neither a score nor a choice. */
export function waitingAnswers(response: Response): readonly WaitingAnswer[] {
  const { serviceId, moment, mode, collector, day } = response;
  return response.answers
    .filter((answer) => !answer.skipped && !answer.notApplicable && (answer.score !== null || answer.choice !== null))
    .map(({ instrumentCode, instrumentVersion, stepCode, score, choice, inclusionProbability }) => ({
      serviceId, instrumentCode, instrumentVersion, moment, mode, collector, stepCode: stepCode ?? "", day, score,
      choice: score === null ? choice : null,
      weight: Math.round(1_000_000 / inclusionProbability),
    }));
}
