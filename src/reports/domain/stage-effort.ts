import type { AnswerScore } from "./answer-score";
import { absentEstimate } from "./absent-estimate";
import { boundedCount, countEstimate, totalSeconds } from "./count-estimate";
import type { Estimate } from "./estimate";
import type { EffortIndex } from "./effort-index/effort-index";
import type { StepCounts } from "./step-counts";
import type { StepDurations } from "./step-effort";
import type { ReportedStage } from "./reported-steps";

/**
 * What a stage cost people, as far as the counts of its steps add up. Passages, extra passages, transactions given up
 * (each gives up in one step only), returns, time and answers do. How many *transactions* reached the stage does not: one
 * that passed three of its steps would count three times. So `reached` is told as its bounds, the largest step and the
 * sum of the steps, and shares and medians of transactions are told by step only.
 */
export interface StageEffort extends StageFigures {
  /** The index of the stage as if it were one step: to split a step gains nothing. */
  readonly index: EffortIndex;
}

/** The figures of a stage one by one. */
export interface StageFigures extends ReportedStage {
  readonly reached: Estimate;
  readonly passages: Estimate;
  readonly extraPassages: Estimate;
  /** How many times a transaction was sent back to a step of the stage; counted once for each step. */
  readonly returned: Estimate;
  readonly abandoned: Estimate;
  /** All the time spent in its steps, and all the time waited for them. */
  readonly serviceTime: Estimate;
  readonly waiting: Estimate;
  /** Answers about any of its steps; somebody who rated two of them counts twice. */
  readonly ease: readonly AnswerScore[];
}

/** `known`: whether nothing counted means none (else: nobody looked, and `missing` says why). */
export function stageEffort(
  outline: ReportedStage,
  counts: readonly StepCounts[],
  durations: readonly StepDurations[],
  ease: readonly AnswerScore[],
  known: boolean,
  missing: "NO_DATA" | "NOT_MEASURED",
): StageFigures {
  const sum = (pick: (step: StepCounts) => number): number => counts.reduce((total, step) => total + pick(step), 0);
  const seen = known || sum((step) => step.reached) > 0;
  const count = (n: number): Estimate => (seen ? countEstimate(n) : absentEstimate("COUNT", "COUNT", missing));
  const time = (kind: StepDurations["kind"]): Estimate => {
    const rows = durations.filter((row) => row.kind === kind);
    const n = rows.reduce((total, row) => total + row.n, 0);
    return n === 0 ? absentEstimate("SECONDS", "SUM", missing) : totalSeconds(rows.reduce((total, row) => total + row.totalMs, 0), n);
  };
  return {
    code: outline.code,
    names: outline.names,
    reached: seen ? boundedCount(Math.max(0, ...counts.map((step) => step.reached)), sum((step) => step.reached)) : absentEstimate("COUNT", "COUNT", missing),
    passages: count(sum((step) => step.passages)),
    extraPassages: count(sum((step) => step.passages - step.reached)),
    returned: count(sum((step) => step.returnedForCompletion)),
    abandoned: count(sum((step) => step.abandoned)),
    serviceTime: time("SERVICE"),
    waiting: time("WAITING"),
    ease,
  };
}
