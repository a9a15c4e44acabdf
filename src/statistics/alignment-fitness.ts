import { alignSequence, type SequenceAlignment } from "./align-sequence";

/** How one trace differs from what is allowed. */
export interface Alignment extends SequenceAlignment {
  /** |trace| + |shortest allowed sequence|: nothing in common. */
  readonly worst: number;
  /** 1 − cost ÷ worst, in [0, 1]. */
  readonly fitness: number;
}

/**
 * Alignment fitness of one trace to a model given as its allowed sequences, with unit cost for log and model moves, and
 * which steps deviate from the nearest of them (of several equally near the first).
 *
 * The cost is the least there is; pm4py's difflib does not promise that. Edge cases: no steps → 0; no steps and an allowed
 * empty sequence → 1; no allowed sequence is a bug of the caller and throws. Source: Adriansyah (2014). METHODS 6.4.
 */
export function alignmentFitness(trace: readonly string[], model: readonly (readonly string[])[]): Alignment {
  const [first, ...others] = model.map((allowed) => alignSequence(trace, allowed.map((step) => ({ step, optional: false }))));
  if (first === undefined) throw new RangeError("alignmentFitness needs an allowed sequence");
  const nearest = others.reduce((best, one) => (one.cost < best.cost ? one : best), first);
  const worst = trace.length + Math.min(...model.map((allowed) => allowed.length));
  return { ...nearest, worst, fitness: worst === 0 ? 1 : 1 - nearest.cost / worst };
}
