/** How one trace differs from what is allowed. */
export interface Alignment {
  /** Insertions and deletions: |trace| + |model| − 2 · longest common subsequence, at its least over the allowed sequences. */
  readonly cost: number;
  /** |trace| + |shortest allowed sequence|: nothing in common. */
  readonly worst: number;
  /** 1 − cost ÷ worst, in [0, 1]. */
  readonly fitness: number;
  /** Steps done that the nearest allowed sequence has not, in order: log moves. */
  readonly extra: readonly string[];
  /** Steps of the nearest allowed sequence that were not done, in order: model moves. */
  readonly skipped: readonly string[];
}

/**
 * Alignment fitness of one trace to a model given as its allowed sequences, with unit cost for log and model moves, and
 * which steps deviate in one cheapest alignment (of several equally near sequences the first; where a step could be matched at
 * two places, the later is matched).
 *
 * The longest common subsequence makes the cost the least there is; pm4py's difflib does not. Edge cases: no steps → 0;
 * no steps and an allowed empty sequence → 1; no allowed sequence is a bug of the caller and throws.
 * Source: Adriansyah (2014). METHODS 6.4.
 */
export function alignmentFitness(trace: readonly string[], model: readonly (readonly string[])[]): Alignment {
  let best: readonly string[] | undefined;
  let cost = Infinity;
  let shortest = Infinity;
  for (const allowed of model) {
    const differing = trace.length + allowed.length - 2 * (commonLengths(trace, allowed)[0]?.[0] ?? 0);
    if (differing < cost) [best, cost] = [allowed, differing];
    shortest = Math.min(shortest, allowed.length);
  }
  if (best === undefined) throw new RangeError("alignmentFitness needs an allowed sequence");
  const worst = trace.length + shortest;
  return { cost, worst, fitness: worst === 0 ? 1 : 1 - cost / worst, ...moves(trace, best) };
}

/** `lengths[i][j]`: longest common subsequence of trace from i and allowed from j. */
function commonLengths(trace: readonly string[], allowed: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: trace.length + 1 }, () => new Array<number>(allowed.length + 1).fill(0));
  for (let i = trace.length - 1; i >= 0; i--) {
    const row = lengths[i] ?? [];
    const below = lengths[i + 1] ?? [];
    for (let j = allowed.length - 1; j >= 0; j--) {
      row[j] = trace[i] === allowed[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function moves(trace: readonly string[], allowed: readonly string[]): Pick<Alignment, "extra" | "skipped"> {
  const lengths = commonLengths(trace, allowed);
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  const extra: string[] = [];
  const skipped: string[] = [];
  let [i, j] = [0, 0];
  while (i < trace.length || j < allowed.length) {
    const [done, planned] = [trace[i], allowed[j]];
    if (done !== undefined && (planned === undefined || length(i + 1, j) === length(i, j))) [extra[extra.length], i] = [done, i + 1];
    else if (planned !== undefined && (done === undefined || length(i, j + 1) === length(i, j))) [skipped[skipped.length], j] = [planned, j + 1];
    else [i, j] = [i + 1, j + 1];
  }
  return { extra, skipped };
}
