/** What one trace did more than once. */
export interface Rework {
  readonly events: number;
  readonly distinct: number;
  /** Events beyond the first of each step: `selfLoops` + `repeats`. */
  readonly rework: number;
  /** A step again at once. */
  readonly selfLoops: number;
  /** A step again after another. */
  readonly repeats: number;
  /** x, y, x with another y between, counted at each beginning: x, y, x, y is two. */
  readonly pingPong: number;
}

/**
 * Rework of one trace (the ordered steps of a case): events − distinct steps, told apart into self-loops and repeats, and
 * how often it went to and fro.
 *
 * Edge case: no steps → all 0. Source: pm4py `statistics/rework/cases`; self-loop and repetition after edeaR. METHODS 6.3.
 */
export function rework(trace: readonly string[]): Rework {
  const distinct = new Set(trace).size;
  const again = trace.length - distinct;
  const selfLoops = trace.filter((step, at) => at > 0 && step === trace[at - 1]).length;
  const pingPong = trace.filter((step, at) => at > 1 && step === trace[at - 2] && step !== trace[at - 1]).length;
  return { events: trace.length, distinct, rework: again, selfLoops, repeats: again - selfLoops, pingPong };
}
