import { inverse, Matrix } from "ml-matrix";
import { collinearColumns } from "./collinear-columns";
import { lmgShares } from "./lmg-shares";
import { relativeWeights } from "./relative-weights";

/** What a regression on standardised predictors says about each of them. */
export interface Drivers {
  readonly r2: number;
  /** Standardised coefficients: the direction, others held still. */
  readonly stdBeta: readonly number[];
  readonly relativeWeights: readonly number[];
  /** Shapley shares of R²; null beyond 12 predictors. */
  readonly lmg: readonly number[] | null;
  /** Variance inflation: 1/(1−R²) of each predictor on the others. */
  readonly vif: readonly number[];
}

/**
 * Drivers of an outcome from correlations alone: β = R_xx⁻¹r_xy, R² = r_xy′β, VIFⱼ = (R_xx⁻¹)ⱼⱼ, Johnson's relative weights
 * and LMG.
 *
 * Edge cases: exactly collinear predictors → null; no predictors → R² 0. Source: METHODS 4.1.
 */
export function driversFromCorrelation(ryx: readonly number[], rxx: readonly (readonly number[])[]): Drivers | null {
  if (ryx.length === 0) return { r2: 0, stdBeta: [], relativeWeights: [], lmg: [], vif: [] };
  if (collinearColumns(rxx).length > 0) return null;
  const weights = relativeWeights(ryx, rxx);
  if (weights === null) return null;
  const inverted = inverse(new Matrix(rxx.map((row) => [...row])));
  const stdBeta = inverted.mmul(Matrix.columnVector([...ryx])).to1DArray();
  return {
    // Rounding may explain a hair more than everything, which F would turn into nothing.
    r2: Math.min(1, stdBeta.reduce((sum, beta, j) => sum + beta * (ryx[j] ?? 0), 0)),
    stdBeta,
    relativeWeights: weights,
    lmg: lmgShares(ryx, rxx),
    vif: inverted.diagonal(),
  };
}
