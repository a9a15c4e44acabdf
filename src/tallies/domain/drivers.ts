import type { ProcedureFacts } from "../../catalogue/domain/service-facts";
import type { Answer, Response } from "../../surveys/domain/response";
import type { History } from "./history";
import { passageContributions } from "./passage-contributions";

/** Questions about the effort of the whole: what drivers are to explain. Each is a material of its own. */
const OVERALL_EFFORT: readonly string[] = ["CES7", "CES5_EASE", "CES5_EFFORT", "CES5_TIRING"];

/** How easy a step was, from 1 to so many points. */
const STEP_EASE_POINTS: Readonly<Record<string, number>> = { STEP_EASE5: 5, STEP_EASE7: 7 };

const STEPS = 8;
const EASE = "EASE";
const EASE_MISSING = "EASE_MISSING";
const STEP = "STEP:";

/**
 * What may drive the effort of a procedure, as at most ten columns of whole numbers. `EASE`: mean of the step-ease
 * ratings a person gave, on 0–100, rounded; 0 where none. `EASE_MISSING`: 1 where none. `STEP:<code>`, for at most eight
 * steps, the beneficiary's first, by position: kinds of trouble observed there (`stepTroubles`); 0 where the step was not
 * reached. Made once per procedure version and stored, so that kept sums never change their meaning.
 */
export function driverColumns(procedure: Pick<ProcedureFacts, "steps">): readonly string[] {
  const others = (turn: string): number => Number(turn !== "BENEFICIARY");
  const steps = procedure.steps.toSorted((a, b) => others(a.turn) - others(b.turn) || a.position - b.position);
  return [EASE, EASE_MISSING, ...steps.slice(0, STEPS).map(({ code }) => `${STEP}${code}`)];
}

/**
 * Step → kinds of trouble observed at it in one transaction, 0–6: error, retry, request for help, channel switch,
 * returned for completion, over time. What was not measured is not observed.
 */
export function stepTroubles(history: History): ReadonlyMap<string, number> {
  return new Map(passageContributions(history).map(({ key, measures }) => {
    const { withError = 0, withRetry = 0, withHelp = 0, withChannelSwitch = 0, returnedForCompletion = 0, overTime = 0 } = measures;
    return [key.stepCode, withError + withRetry + withHelp + withChannelSwitch + returnedForCompletion + overTime];
  }));
}

/**
 * The values of a plan's columns for one response.
 *
 * @throws RangeError for a column that this program does not know
 */
export function predictors(columns: readonly string[], response: Pick<Response, "answers">, troubles: ReadonlyMap<string, number>): readonly number[] {
  const eases = response.answers.flatMap(({ instrumentCode, score }) => {
    const points = STEP_EASE_POINTS[instrumentCode];
    return points === undefined || score === null ? [] : [((score - 1) / (points - 1)) * 100];
  });
  const mean = eases.length === 0 ? 0 : Math.round(eases.reduce((sum, ease) => sum + ease, 0) / eases.length);
  return columns.map((column) => {
    if (column === EASE) return mean;
    if (column === EASE_MISSING) return Number(eases.length === 0);
    if (column.startsWith(STEP)) return troubles.get(column.slice(STEP.length)) ?? 0;
    throw new RangeError(`No such column of drivers: ${column}`);
  });
}

/** Whether a response rates the effort of the whole, so that it is material for drivers. */
export function ratesOverallEffort(response: Pick<Response, "answers">): boolean {
  return response.answers.some((answer) => isOverallEffort(answer));
}

function isOverallEffort({ instrumentCode, score }: Pick<Answer, "instrumentCode" | "score">): boolean {
  return score !== null && OVERALL_EFFORT.includes(instrumentCode);
}

/** One, the predictors, the score; null where the answer does not rate the effort of the whole. */
export function driverVector(answer: Pick<Answer, "instrumentCode" | "score">, values: readonly number[]): readonly number[] | null {
  return isOverallEffort(answer) ? [1, ...values, answer.score ?? 0] : null;
}

/** The upper triangle of vvᵀ, row by row: added up over answers, Z′Z of a regression (METHODS 4.6). */
export function crossProducts(vector: readonly number[]): readonly number[] {
  return vector.flatMap((a, i) => vector.slice(i).map((b) => a * b));
}
