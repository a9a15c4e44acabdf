/** One step directly after another. From null: a trace begins; to null: it ends. */
export interface DirectlyFollowing {
  readonly from: string | null;
  readonly to: string | null;
  readonly n: number;
}

/** The directly-follows graph of a log, with what it was made of. */
export interface DirectlyFollowsGraph {
  readonly cases: number;
  readonly events: number;
  /** Different orders of steps. */
  readonly variants: number;
  readonly edges: readonly DirectlyFollowing[];
}

/**
 * Directly-follows graph of traces: how often step b comes next after step a, with the edges from the start and to the end.
 * A trace is the ordered steps of one case; `count` of them may be told at once.
 *
 * Edge cases: a trace without steps is a case and a variant, and has no edge. Source: van der Aalst, Process Mining (2016).
 */
export function directlyFollows(traces: readonly { readonly steps: readonly string[]; readonly count: number }[]): DirectlyFollowsGraph {
  const edges = new Map<string, { from: string | null; to: string | null; n: number }>();
  const variants = new Set<string>();
  let [cases, events] = [0, 0];
  for (const { steps, count } of traces) {
    cases += count;
    events += count * steps.length;
    variants.add(JSON.stringify(steps));
    const walk = steps.length === 0 ? [] : [null, ...steps, null];
    for (const [at, from] of walk.slice(0, -1).entries()) {
      const to = walk[at + 1] ?? null;
      const key = JSON.stringify([from, to]);
      const edge = edges.get(key) ?? { from, to, n: 0 };
      edge.n += count;
      edges.set(key, edge);
    }
  }
  return { cases, events, variants: variants.size, edges: [...edges.values()] };
}
