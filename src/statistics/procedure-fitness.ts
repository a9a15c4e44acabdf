import { alignSequence, type PlannedStep } from "./align-sequence";
import type { Alignment } from "./alignment-fitness";

/**
 * Alignment fitness of one trace to a procedure with optional steps: as `alignmentFitness` to all the sequences it allows
 * (2 to the number of optional steps), none of which has to be written out.
 *
 * Edge case: where every step is optional the shortest allowed sequence is empty, and fitness is the share of the steps
 * done that fit. METHODS 6.4.
 */
export function procedureFitness(trace: readonly string[], planned: readonly PlannedStep[]): Alignment {
  const alignment = alignSequence(trace, planned);
  const worst = trace.length + planned.filter(({ optional }) => !optional).length;
  return { ...alignment, worst, fitness: worst === 0 ? 1 : 1 - alignment.cost / worst };
}
