import { OPTION, STEP_CHOICE } from "../../surveys/domain/instrument";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import type { Answer, Response } from "../../surveys/domain/response";
import { driverVector } from "./drivers";

/**
 * What makes answers comparable: the same words, asked at the same moment, in the same way, by the same collector, with
 * or without a quality signal, about the same thing, which is one version of a procedure or one step of it.
 */
export interface Question {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  /** Whether a quality signal stands on the response: such answers are released among themselves, so that a reader may leave them out. */
  readonly flagged: boolean;
  /** Empty: about the whole service. `:` and a code: whether this option of a multiple choice was chosen. */
  readonly stepCode: string;
}

/** The circumstances of the transaction as they were when it was answered about. Empty: nobody said. */
export interface Circumstances {
  readonly channel: string;
  readonly segment: string;
  readonly language: string;
  readonly outcome: string;
  /** Id of the touchpoint. */
  readonly touchpoint: string;
}

/** An answer that waits to be released: a score or a choice, never both. */
export interface WaitingAnswer extends Question, Circumstances {
  /** Local day on which it was given. */
  readonly day: string;
  readonly score: number | null;
  /** Code of the option; `STEP:` and the step's code where the person named a step; `YES` or `NO` of an option of several. */
  readonly choice: string | null;
  /** One over the probability of having been asked, in millionths. */
  readonly weight: number;
  /** 0–31; −1 where it was not kept. */
  readonly jackknifeGroup: number;
  /** One, the columns of the procedure version's plan of drivers, the score; null but for overall effort. */
  readonly drivers: readonly number[] | null;
}

/** Questions are the same where this text is. */
export function questionKey({ serviceId, procedureId, instrumentCode, instrumentVersion, moment, mode, collector, flagged, stepCode }: Question): string {
  return JSON.stringify([serviceId, procedureId, instrumentCode, instrumentVersion, moment, mode, collector, flagged, stepCode]);
}

/**
 * The step a question was about, and the choice made. A step that was chosen is part of the answer, not of the question:
 * which step was hardest is one question, whatever people name.
 */
export function answeredAs({ score, choice, stepCode }: Pick<Answer, "score" | "choice" | "stepCode">): Pick<WaitingAnswer, "stepCode" | "choice"> {
  // No code of an option holds a colon.
  if (score === null && choice === STEP_CHOICE && stepCode !== null) return { stepCode: "", choice: `${STEP_CHOICE}:${stepCode}` };
  return { stepCode: stepCode ?? "", choice: score === null ? choice : null };
}

/**
 * The answers of a response that count. A skip and "does not apply" are neither a score nor a choice. A multiple choice is
 * one answer for each option offered, so that the share of each has all who answered as its denominator.
 *
 * @param predictors values of the columns of the plan of drivers; null where the response says nothing of overall effort
 */
export function waitingAnswers(response: Response, predictors: readonly number[] | null): readonly WaitingAnswer[] {
  const { serviceId, procedureId, moment, mode, collector, day, language, outcome, jackknifeGroup } = response;
  const flagged = response.signals.length > 0;
  const circumstances = { channel: response.channel ?? "", segment: response.segment ?? "", language, outcome: outcome ?? "", touchpoint: response.touchpointId ?? "" };
  return response.answers
    .filter((answer) => !answer.skipped && !answer.notApplicable && (answer.score !== null || answer.choice !== null || answer.choices !== null))
    .flatMap((answer) => (answer.choices === null ? [answer] : optionsOf(answer)))
    .map((answer) => {
      const { instrumentCode, instrumentVersion, score, inclusionProbability } = answer;
      return {
        serviceId, procedureId, instrumentCode, instrumentVersion, moment, mode, collector, flagged, ...answeredAs(answer), ...circumstances, day, score,
        weight: Math.round(1_000_000 / inclusionProbability),
        jackknifeGroup,
        drivers: predictors === null ? null : driverVector(answer, predictors),
      };
    });
}

/** A multiple choice as one answer for each option. */
function optionsOf(answer: Answer): readonly Answer[] {
  const about = (option: string, choice: string): Answer => ({ ...answer, stepCode: `${OPTION}${option}`, choice });
  return [...(answer.choices ?? []).map((option) => about(option, "YES")), ...(answer.notChosen ?? []).map((option) => about(option, "NO"))];
}
