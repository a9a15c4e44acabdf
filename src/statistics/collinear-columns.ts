import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** As in `relativeWeights`. */
const SINGULAR = 1e-9;

/** Loading below which a predictor has no part in a combination that is always the same. */
const NO_PART = 1e-4;

/**
 * Which predictors are exactly collinear: each can be computed from the others named.
 *
 * Those with a part in an eigenvector of the correlation matrix whose eigenvalue is 0. Edge case: none → [].
 */
export function collinearColumns(rxx: readonly (readonly number[])[]): readonly number[] {
  if (rxx.length === 0) return [];
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(new Matrix(rxx.map((row) => [...row])), { assumeSymmetric: true });
  return rxx.flatMap((_, j) => (values.some((value, k) => value <= SINGULAR && Math.abs(vectors.get(j, k)) > NO_PART) ? [j] : []));
}
