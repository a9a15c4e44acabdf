import { inverse, Matrix } from "ml-matrix";

/** A least-squares fit whose standard errors bear with neighbours in time being alike. */
export interface NeweyWest {
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  /** Covariance of the coefficients. */
  readonly covariance: readonly (readonly number[])[];
  readonly residuals: readonly number[];
}

/**
 * Least squares of `y` on the columns of `design` (one row for each y, in order of time), with the standard errors of Newey
 * and West: Bartlett weights up to `lags`, small-sample factor n/(n−k). `weights` (such as the answers behind a mean)
 * multiply both sides by their root first.
 *
 * Edge cases: not more rows than columns → null; columns that depend on each other → null.
 * Source: Newey & West (1987), Econometrica 55:703–708; Stata's `newey`.
 */
export function neweyWest(y: readonly number[], design: readonly (readonly number[])[], lags: number, weights?: readonly number[]): NeweyWest | null {
  const [n, k] = [y.length, design[0]?.length ?? 0];
  if (k === 0 || n <= k) return null;
  const roots = y.map((_, index) => Math.sqrt(weights?.[index] ?? 1));
  const x = new Matrix(design.map((row, index) => row.map((value) => value * (roots[index] ?? 1))));
  const target = Matrix.columnVector(y.map((value, index) => value * (roots[index] ?? 1)));
  const cross = x.transpose().mmul(x);
  const bread = invertible(cross);
  if (bread === null) return null;
  const beta = bread.mmul(x.transpose().mmul(target));
  const fitted = Matrix.sub(target, x.mmul(beta)).to1DArray();
  const scores = new Matrix(fitted.map((residual, row) => x.getRow(row).map((value) => value * residual)));
  const meat = scores.transpose().mmul(scores);
  for (let lag = 1; lag <= Math.min(lags, n - 1); lag++) {
    const later = scores.subMatrix(lag, n - 1, 0, k - 1);
    const earlier = scores.subMatrix(0, n - 1 - lag, 0, k - 1);
    const gamma = later.transpose().mmul(earlier);
    meat.add(Matrix.add(gamma, gamma.transpose()).mul(1 - lag / (lags + 1)));
  }
  const covariance = bread.mmul(meat).mmul(bread).mul(n / (n - k)).to2DArray();
  const standardErrors = covariance.map((row, index) => Math.sqrt(Math.max(0, row[index] ?? 0)));
  return { coefficients: beta.to1DArray(), standardErrors, covariance, residuals: fitted.map((residual, index) => residual / (roots[index] ?? 1)) };
}

/** The inverse, or null where the columns depend on each other: scaled first, so that units do not decide. */
function invertible(cross: Matrix): Matrix | null {
  const scale = cross.diagonal().map((value) => Math.sqrt(value));
  if (scale.some((value) => !(value > 0))) return null;
  const scaled = new Matrix(cross.to2DArray().map((row, i) => row.map((value, j) => value / ((scale[i] ?? 1) * (scale[j] ?? 1)))));
  try {
    const inverted = inverse(scaled);
    const back = new Matrix(inverted.to2DArray().map((row, i) => row.map((value, j) => value / ((scale[i] ?? 1) * (scale[j] ?? 1)))));
    // A variance inflated a billion times is a dependent column, whatever the rounding made of it.
    return inverted.diagonal().every((value) => value > 0 && value < 1e9) ? back : null;
  } catch {
    return null;
  }
}
