import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** 2^p regressions: beyond this, use `relativeWeights` alone. */
const MOST = 12;

/**
 * LMG, the Shapley shares of R²: what each predictor adds to R², averaged over all orders of entering:
 * Σ_S |S|!(p−1−|S|)!/p! · [R²(S∪j) − R²(S)]. They sum to R².
 *
 * `ryx`: correlations with the outcome; `rxx`: among the predictors. Edge cases: more than 12 predictors → null; a subset
 * that is exactly collinear → null; no predictors → []. Sources: Lindeman, Merenda & Gold (1980); Grömping (2006).
 */
export function lmgShares(ryx: readonly number[], rxx: readonly (readonly number[])[]): readonly number[] | null {
  const p = ryx.length;
  if (p > MOST) return null;
  const r2 = new Array<number>(2 ** p).fill(0);
  for (let subset = 1; subset < r2.length; subset += 1) {
    const members = ryx.flatMap((_, j) => ((subset >> j) & 1 ? [j] : []));
    const cholesky = new CholeskyDecomposition(new Matrix(members.map((i) => members.map((j) => rxx[i]?.[j] ?? NaN))));
    if (!cholesky.isPositiveDefinite()) return null;
    const right = Matrix.columnVector(members.map((j) => ryx[j] ?? NaN));
    r2[subset] = right.dot(cholesky.solve(right));
  }
  // |S|!(p−1−|S|)!/p! by the size of S.
  const chance = ryx.map((_, size) => {
    let orders = p;
    for (let i = 0; i < size; i += 1) orders *= (p - 1 - i) / (i + 1);
    return 1 / orders;
  });
  return ryx.map((_, j) => {
    let share = 0;
    for (const [subset, without] of r2.entries()) {
      if ((subset >> j) & 1) continue;
      const size = ryx.reduce((members, __, i) => members + ((subset >> i) & 1), 0);
      share += (chance[size] ?? 0) * ((r2[subset | (1 << j)] ?? 0) - without);
    }
    return share;
  });
}
