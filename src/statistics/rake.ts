/** Respondents who are alike in every circumstance. */
export interface RakingCell {
  /** Circumstance → its category. */
  readonly by: Readonly<Record<string, string>>;
  readonly n: number;
}

/** Circumstance → category → how many there are in the population. */
export type Margins = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The weight of one respondent of each cell, in the order of the cells; or why there is none. */
export type Raking =
  | { readonly weights: readonly number[]; readonly rounds: number }
  | { readonly problem: "NO_RESPONDENTS"; readonly margin: string; readonly category: string }
  | { readonly problem: "NOT_IN_POPULATION"; readonly margin: string; readonly category: string }
  | { readonly problem: "NO_CONVERGENCE" };

const MOST_ROUNDS = 1000;
const CLOSE = 1e-10;

/**
 * Raking (iterative proportional fitting): weights under which the respondents have the population's share of every
 * category, one circumstance at a time. Needs counts by cell only. The weights begin as 1, or as `start`.
 *
 * Edge cases: a category of the population with no respondents cannot be raked, and is said, not left out; nor can one of
 * respondents that the population does not have; margins with contradictory totals, or empty crossings that stand in the
 * way, do not converge. Source: Deming & Stephan (1940); agrees with R `survey::rake`. METHODS 8.
 */
export function rake(cells: readonly RakingCell[], margins: Margins, start: readonly number[] = cells.map(() => 1)): Raking {
  const problem = gap(cells, margins);
  if (problem !== undefined) return problem;
  const weights = [...start];
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    let off = 0;
    for (const [margin, population] of Object.entries(margins)) {
      const reached = weightedBy(cells, weights, margin);
      for (const [at, { by }] of cells.entries()) {
        const category = by[margin] ?? "";
        const factor = (population[category] ?? 0) / (reached.get(category) ?? 1);
        if ((reached.get(category) ?? 0) > 0) weights[at] = (weights[at] ?? 0) * factor;
      }
      for (const [category, sum] of reached) if (sum > 0) off = Math.max(off, Math.abs((population[category] ?? 0) / sum - 1));
    }
    if (off <= CLOSE) return { weights, rounds: round };
  }
  return { problem: "NO_CONVERGENCE" };
}

function gap(cells: readonly RakingCell[], margins: Margins): Raking | undefined {
  for (const [margin, population] of Object.entries(margins)) {
    const reached = weightedBy(cells, cells.map(() => 1), margin);
    for (const [category, size] of Object.entries(population)) if (size > 0 && (reached.get(category) ?? 0) === 0) return { problem: "NO_RESPONDENTS", margin, category };
    for (const [category, n] of reached) if (n > 0 && (population[category] ?? 0) === 0) return { problem: "NOT_IN_POPULATION", margin, category };
  }
  return undefined;
}

function weightedBy(cells: readonly RakingCell[], weights: readonly number[], margin: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [at, { by, n }] of cells.entries()) {
    const category = by[margin] ?? "";
    sums.set(category, (sums.get(category) ?? 0) + n * (weights[at] ?? 0));
  }
  return sums;
}
