/** Answers of one stratum. */
export interface Stratum {
  readonly stratum: string;
  readonly n: number;
  readonly sum: number;
}

/**
 * Post-stratified mean Σ N·ȳ ÷ Σ N: the mean of each stratum, weighted by its size in the population.
 *
 * Edge cases: a stratum of the population without answers → null, since nothing stands for it; answers of a stratum that
 * the population does not have count for nothing; an empty population → null. METHODS 8.
 */
export function postStratifiedMean(strata: readonly Stratum[], population: Readonly<Record<string, number>>): number | null {
  let [total, weighted] = [0, 0];
  for (const [name, size] of Object.entries(population)) {
    if (size === 0) continue;
    const answers = strata.filter(({ stratum }) => stratum === name);
    const n = answers.reduce((sum, one) => sum + one.n, 0);
    if (n === 0) return null;
    total += size;
    weighted += (size * answers.reduce((sum, one) => sum + one.sum, 0)) / n;
  }
  return total === 0 ? null : weighted / total;
}
