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
  const sizes = cells.map(({ n }) => n);
  const numbered = Object.entries(margins).map(([margin, population]) => numberedCategories(cells, margin, population));
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const off = Math.max(0, ...numbered.map((categories) => fit(weights, sizes, categories)));
    if (off <= CLOSE) return { weights, rounds: round };
  }
  return { problem: "NO_CONVERGENCE" };
}

/** One circumstance, its categories by number: every round goes through all cells of it. */
interface NumberedCategories {
  /** Of each cell. */
  readonly of: readonly number[];
  /** In the population, of each category. */
  readonly population: readonly number[];
}

function numberedCategories(cells: readonly RakingCell[], margin: string, population: Readonly<Record<string, number>>): NumberedCategories {
  const numbers = new Map<string, number>();
  const of = cells.map(({ by }) => {
    const category = by[margin] ?? "";
    const number = numbers.get(category) ?? numbers.size;
    numbers.set(category, number);
    return number;
  });
  return { of, population: [...numbers.keys()].map((category) => population[category] ?? 0) };
}

/** Gives the respondents the population's share of every category of one circumstance; answers how far off the worst was. */
function fit(weights: number[], sizes: readonly number[], { of, population }: NumberedCategories): number {
  const reached = population.map(() => 0);
  of.forEach((category, at) => {
    reached[category] = (reached[category] ?? 0) + (sizes[at] ?? 0) * (weights[at] ?? 0);
  });
  const factors = reached.map((sum, category) => (sum > 0 ? (population[category] ?? 0) / sum : 1));
  of.forEach((category, at) => {
    weights[at] = (weights[at] ?? 0) * (factors[category] ?? 1);
  });
  return factors.reduce((off, factor) => Math.max(off, Math.abs(factor - 1)), 0);
}

function gap(cells: readonly RakingCell[], margins: Margins): Raking | undefined {
  for (const [margin, population] of Object.entries(margins)) {
    const reached = sizesBy(cells, margin);
    for (const [category, size] of Object.entries(population)) if (size > 0 && (reached.get(category) ?? 0) === 0) return { problem: "NO_RESPONDENTS", margin, category };
    for (const [category, n] of reached) if (n > 0 && (population[category] ?? 0) === 0) return { problem: "NOT_IN_POPULATION", margin, category };
  }
  return undefined;
}

function sizesBy(cells: readonly RakingCell[], margin: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { by, n } of cells) sums.set(by[margin] ?? "", (sums.get(by[margin] ?? "") ?? 0) + n);
  return sums;
}
