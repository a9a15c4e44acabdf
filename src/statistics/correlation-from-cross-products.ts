/** Correlations of an outcome and its predictors. */
export interface Correlations {
  readonly n: number;
  /** Of each predictor with the outcome. */
  readonly ryx: readonly number[];
  /** Of the predictors with each other. */
  readonly rxx: readonly (readonly number[])[];
  /** Standard deviation of each predictor, over n − 1. */
  readonly sd: readonly number[];
  readonly mean: readonly number[];
  readonly outcomeMean: number;
  readonly outcomeSd: number;
}

/** Share of a column's sum of squares below which its spread is rounding only. */
const ROUNDING = 1e-12;

/**
 * Correlations from Z′Z, Z = [1, columns …]: `crossProducts[0][0]` is n, the rest of row 0 the sums. `outcome` and
 * `predictors` are places in Z. Sums of squares are centred as Σxy − Σx·Σy/n: exact for whole numbers below 2⁵³.
 *
 * Edge cases: n < 2, a constant outcome or a constant predictor → null (drop the constant ones first: `constantColumns`).
 * Source: METHODS 4.6.
 */
export function correlationFromCrossProducts(crossProducts: readonly (readonly number[])[], outcome: number, predictors: readonly number[]): Correlations | null {
  // Upper triangle only: rounding may make the lower one differ in the last digit.
  const at = (i: number, j: number): number => crossProducts[Math.min(i, j)]?.[Math.max(i, j)] ?? NaN;
  const n = at(0, 0);
  if (!(n >= 2)) return null;
  const places = [outcome, ...predictors];
  const centred = (i: number, j: number): number => at(i, j) - (at(0, i) * at(0, j)) / n;
  if (!places.every((i) => centred(i, i) > ROUNDING * at(i, i))) return null;
  const r = (i: number, j: number): number => (i === j ? 1 : centred(i, j) / Math.sqrt(centred(i, i) * centred(j, j)));
  const sd = (i: number): number => Math.sqrt(centred(i, i) / (n - 1));
  return {
    n,
    ryx: predictors.map((i) => r(i, outcome)),
    rxx: predictors.map((i) => predictors.map((j) => r(i, j))),
    sd: predictors.map(sd),
    mean: predictors.map((i) => at(0, i) / n),
    outcomeMean: at(0, outcome) / n,
    outcomeSd: sd(outcome),
  };
}
