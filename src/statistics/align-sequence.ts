/** A step of a sequence that is planned; an optional one may be left out for nothing. */
export interface PlannedStep {
  readonly step: string;
  readonly optional: boolean;
}

/** A cheapest alignment of what was done with what was planned. */
export interface SequenceAlignment {
  /** Extra and skipped steps, each at 1. */
  readonly cost: number;
  /** Done and not planned there, in order: log moves. */
  readonly extra: readonly string[];
  /** Planned, not optional and not done there, in order: model moves. */
  readonly skipped: readonly string[];
}

/**
 * Cheapest alignment of a trace with one planned sequence: insertions and deletions at 1 each, optional steps left out for
 * nothing. That is the least cost over every choice of the optional steps, found without writing the choices out. Of
 * several cheapest ones, that which matches earliest: of a step done twice the second is extra.
 *
 * Without optional steps the cost is |trace| + |planned| − 2 · longest common subsequence. METHODS 6.4.
 */
export function alignSequence(trace: readonly string[], planned: readonly PlannedStep[]): SequenceAlignment {
  const costs = leastCosts(trace, planned);
  const cost = (i: number, j: number): number => costs[i]?.[j] ?? Infinity;
  const extra: string[] = [];
  const skipped: string[] = [];
  let [i, j] = [0, 0];
  while (i < trace.length || j < planned.length) {
    const [done, plan] = [trace[i], planned[j]];
    if (done !== undefined && done === plan?.step && cost(i, j) === cost(i + 1, j + 1)) {
      [i, j] = [i + 1, j + 1];
    } else if (plan !== undefined && cost(i, j) === cost(i, j + 1) + price(plan)) {
      if (!plan.optional) skipped.push(plan.step);
      j++;
    } else {
      if (done !== undefined) extra.push(done);
      i++;
    }
  }
  return { cost: cost(0, 0), extra, skipped };
}

/** `costs[i][j]`: least cost of what is left of the trace from i and of the plan from j. */
function leastCosts(trace: readonly string[], planned: readonly PlannedStep[]): readonly (readonly number[])[] {
  const last = new Array<number>(planned.length + 1).fill(0);
  for (let j = planned.length - 1; j >= 0; j--) last[j] = (last[j + 1] ?? 0) + price(planned[j]);
  const costs = [last];
  for (let i = trace.length - 1; i >= 0; i--) {
    const below = costs[0] ?? last;
    const row = new Array<number>(planned.length + 1).fill((below[planned.length] ?? 0) + 1);
    for (let j = planned.length - 1; j >= 0; j--) {
      const plan = planned[j];
      const apart = Math.min((below[j] ?? 0) + 1, (row[j + 1] ?? 0) + price(plan));
      row[j] = trace[i] === plan?.step ? Math.min(apart, below[j + 1] ?? 0) : apart;
    }
    costs.unshift(row);
  }
  return costs;
}

function price(plan: PlannedStep | undefined): number {
  return plan?.optional === true ? 0 : 1;
}
