import { Matrix, solve } from "ml-matrix";

/**
 * Standardised coefficients of a regression with a ridge: (R_xx + λI)β = r_xy; λ = 0 is the ordinary regression.
 *
 * λ on the scale of correlations, chosen once (0.05). Edge cases: no predictors → []; exactly collinear and λ = 0 → null.
 * Source: Hoerl & Kennard (1970).
 */
export function ridgeFromCorrelation(ryx: readonly number[], rxx: readonly (readonly number[])[], lambda: number): readonly number[] | null {
  if (ryx.length === 0) return [];
  const ridged = new Matrix(rxx.map((row, i) => row.map((r, j) => (i === j ? r + lambda : r))));
  try {
    const beta = solve(ridged, Matrix.columnVector([...ryx])).to1DArray();
    return beta.every((one) => Number.isFinite(one)) ? beta : null;
  } catch {
    // ml-matrix says "LU matrix is singular" by throwing.
    return null;
  }
}
