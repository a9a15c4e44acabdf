/** What unequal weights cost. */
export interface WeightCost {
  /** n·Σw² ÷ (Σw)²: 1 with equal weights. */
  readonly designEffect: number;
  /** (Σw)² ÷ Σw²: as many equally weighted answers are worth the same. */
  readonly effectiveN: number;
}

/**
 * Kish's design effect and effective n of weights, each told with how many have it.
 *
 * Edge case: nobody, or all weights 0 → null. Source: Kish (1965). METHODS 8.
 */
export function kish(weights: readonly { readonly weight: number; readonly count: number }[]): WeightCost | null {
  let [n, sum, squares] = [0, 0, 0];
  for (const { weight, count } of weights) {
    n += count;
    sum += count * weight;
    squares += count * weight ** 2;
  }
  return sum === 0 ? null : { designEffect: (n * squares) / sum ** 2, effectiveN: sum ** 2 / squares };
}
