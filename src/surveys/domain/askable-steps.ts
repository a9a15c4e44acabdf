import type { StepFacts } from "../../catalogue/domain/service-facts";
import { untranslated } from "../../shared/texts";
import type { Passage } from "../../transactions/domain/transaction";
import { MOST_STEPS } from "./check-survey";

/** Steps that a person sees and that say, in both languages, how to name them to a person. */
export function askableSteps(steps: readonly StepFacts[]): readonly StepFacts[] {
  return steps.filter((step) => step.seenBy !== "GOVERNMENT" && untranslated(step.askAs).length === 0);
}

/** The askable steps a person went through, in the order in which they first came to them. */
export function stepsWalked(passages: readonly Passage[], steps: readonly StepFacts[]): readonly StepFacts[] {
  const askable = new Map(askableSteps(steps).map((step) => [step.code, step]));
  const walked = new Set(passages.map(({ step }) => step));
  return [...walked].flatMap((code) => askable.get(code) ?? []);
}

/** A step that one person is asked about, and how likely it was that they would be. */
export interface DrawnStep {
  readonly step: string;
  readonly probability: number;
}

/**
 * Draws at most two of the steps, each as likely as every other, and keeps them in the order of the way.
 *
 * @param random uniform in [0, 1)
 */
export function drawSteps(walked: readonly string[], random: () => number): readonly DrawnStep[] {
  const probability = Math.min(1, MOST_STEPS / walked.length);
  const left = [...walked];
  const drawn = new Set<string>();
  while (drawn.size < MOST_STEPS && left.length > 0) {
    for (const step of left.splice(Math.floor(random() * left.length), 1)) drawn.add(step);
  }
  return walked.filter((step) => drawn.has(step)).map((step) => ({ step, probability }));
}
