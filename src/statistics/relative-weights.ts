import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Eigenvalue of a correlation matrix below which its predictors say exactly the same. */
const SINGULAR = 1e-9;

/**
 * Johnson's relative weights: how much of R² each predictor accounts for, its correlations with the others shared out.
 * R_xx = VDV′, Λ = VD^½V′, β* = Λ⁻¹r_xy, εⱼ = Σₖ Λ²ⱼₖβ*²ₖ; Σε = R². Never negative.
 *
 * `ryx`: correlations with the outcome; `rxx`: among the predictors. Cost p³. Edge cases: no predictors → []; exactly
 * collinear predictors → null (`collinearColumns` names them). Source: Johnson (2000), Multivar. Behav. Res. 35, 1–19.
 */
export function relativeWeights(ryx: readonly number[], rxx: readonly (readonly number[])[]): readonly number[] | null {
  if (ryx.length === 0) return [];
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(new Matrix(rxx.map((row) => [...row])), { assumeSymmetric: true });
  if (!values.every((value) => value > SINGULAR)) return null;
  const power = (exponent: number): Matrix => vectors.mmul(Matrix.diag(values.map((value) => value ** exponent))).mmul(vectors.transpose());
  const root = power(0.5);
  const beta = power(-0.5).mmul(Matrix.columnVector([...ryx]));
  return ryx.map((_, j) => ryx.reduce((sum, __, k) => sum + root.get(j, k) ** 2 * beta.get(k, 0) ** 2, 0));
}
