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

/** What every step weighs where nothing is known of any. */
const EVEN = 1;

/**
 * Draws at most two of the steps, the heavier the likelier, and keeps them in the order of the way. Each comes with exactly
 * the probability with which it was drawn.
 *
 * Systematic sampling in a random order: the probabilities are laid end to end on a line of length two, and the steps at u
 * and u + 1 are taken. Source: Madow (1949).
 *
 * @param weights of steps, above 0; steps without one, of which nothing is known, weigh as much as the heaviest
 * @param random uniform in [0, 1)
 */
export function drawSteps(walked: readonly string[], weights: ReadonlyMap<string, number>, random: () => number): readonly DrawnStep[] {
  const probabilities = stepProbabilities(walked, weights);
  const order = [...walked];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? "", order[i] ?? ""];
  }
  const drawn = systematic(order, probabilities, random());
  return walked.filter((step) => drawn.has(step)).map((step) => ({ step, probability: probabilities.get(step) ?? 1 }));
}

/** The steps at `start`, and one further on, of the line on which the probabilities lie end to end. */
export function systematic(order: readonly string[], probabilities: ReadonlyMap<string, number>, start: number): ReadonlySet<string> {
  const drawn = new Set<string>();
  let end = 0;
  for (const step of order) {
    const from = end;
    const probability = probabilities.get(step) ?? 0;
    end += probability;
    // A step of probability 1 holds a point wherever the line begins, whatever rounding says.
    if (probability >= 1 || Math.ceil(end - start) > Math.ceil(from - start)) drawn.add(step);
  }
  return drawn;
}

/** How likely each step is to be one of the two: in proportion to its weight, and never more than certain. */
export function stepProbabilities(walked: readonly string[], weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  if (walked.length <= MOST_STEPS) return new Map(walked.map((step) => [step, 1]));
  const heaviest = weights.size === 0 ? EVEN : Math.max(...weights.values());
  const weightOf = (step: string): number => weights.get(step) ?? heaviest;
  const certain = new Set<string>();
  for (;;) {
    const others = walked.filter((step) => !certain.has(step));
    const total = others.reduce((sum, step) => sum + weightOf(step), 0);
    const share = (step: string): number => ((MOST_STEPS - certain.size) * weightOf(step)) / total;
    const capped = others.filter((step) => share(step) >= 1);
    if (capped.length === 0) return new Map(walked.map((step) => [step, certain.has(step) ? 1 : share(step)]));
    for (const step of capped) certain.add(step);
  }
}
