/** Fitness of a whole log. */
export interface LogFitness {
  /** Mean fitness of a case. */
  readonly average: number;
  /** 1 − Σ cost ÷ Σ worst: a long case counts more. */
  readonly logFitness: number;
  /** Share of cases without any deviation. */
  readonly fitting: number;
}

/**
 * Fitness of a log from that of its variants, each computed once and weighted by its count. As `alignmentFitness`: a
 * variant of which the worst is 0 fits.
 *
 * Edge case: no cases → null. Source: Adriansyah (2014); pm4py `replay_fitness`. METHODS 6.4.
 */
export function logFitness(variants: readonly { readonly count: number; readonly cost: number; readonly worst: number }[]): LogFitness | null {
  let [cases, fits, fitting, cost, worst] = [0, 0, 0, 0, 0];
  for (const variant of variants) {
    cases += variant.count;
    fits += variant.count * (variant.worst === 0 ? 1 : 1 - variant.cost / variant.worst);
    fitting += variant.cost === 0 ? variant.count : 0;
    cost += variant.count * variant.cost;
    worst += variant.count * variant.worst;
  }
  return cases === 0 ? null : { average: fits / cases, logFitness: worst === 0 ? 1 : 1 - cost / worst, fitting: fitting / cases };
}
