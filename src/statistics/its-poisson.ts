import { inverse, Matrix, solve } from "ml-matrix";
import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { normalQuantile } from "./normal-quantile";

/** A regression of counts on their exposure. */
export interface ItsPoisson {
  /** On the log scale, one for each column. */
  readonly coefficients: readonly number[];
  /** As if counts varied by chance alone. */
  readonly standardErrors: readonly number[];
  /** Pearson's χ² over n − k: 1 for chance alone, more for over-dispersed counts. */
  readonly dispersion: number;
  /** e^coefficient for each column: by what the rate is multiplied. */
  readonly rateRatios: readonly number[];
  readonly poisson: readonly Interval[];
  /** The same widened by √dispersion (quasi-Poisson): the one to show. */
  readonly quasi: readonly Interval[];
}

const MOST_ROUNDS = 50;

/**
 * Poisson regression of counts with a log link and the logarithm of `exposure` as offset, by iteratively reweighted least
 * squares, with Wald intervals on the log scale, plain and quasi-Poisson. For interrupted series of counts and rates the
 * design holds 1, after, time and seasonal columns.
 *
 * Edge cases: not more rows than columns, an exposure ≤ 0, no count at all, dependent columns, or no convergence → null.
 * Source: McCullagh & Nelder (1989); Lopez Bernal, Cummins & Gasparrini (2017), IJE 46:348–355; METHODS 3.4.
 */
export function itsPoisson(counts: readonly number[], exposure: readonly number[], design: readonly (readonly number[])[], confidence = DEFAULT_CONFIDENCE): ItsPoisson | null {
  const [n, k] = [counts.length, design[0]?.length ?? 0];
  if (k === 0 || n <= k || exposure.some((value) => !(value > 0)) || !counts.some((count) => count > 0)) return null;
  const x = new Matrix(design.map((row) => [...row]));
  const offset = exposure.map((value) => Math.log(value));
  try {
    const beta = fitted(x, counts, offset);
    if (beta === null) return null;
    const means = expected(x, beta, offset);
    const covariance = inverse(information(x, means));
    const dispersion = counts.reduce((sum, count, row) => sum + (count - (means[row] ?? 1)) ** 2 / (means[row] ?? 1), 0) / (n - k);
    const standardErrors = covariance.diagonal().map((value) => Math.sqrt(value));
    const z = normalQuantile((1 + confidence) / 2);
    const around = (factor: number): Interval[] => beta.map((b, j) => ({ low: Math.exp(b - z * factor * (standardErrors[j] ?? NaN)), high: Math.exp(b + z * factor * (standardErrors[j] ?? NaN)) }));
    return { coefficients: beta, standardErrors, dispersion, rateRatios: beta.map((b) => Math.exp(b)), poisson: around(1), quasi: around(Math.sqrt(dispersion)) };
  } catch {
    // ml-matrix throws where the columns depend on each other.
    return null;
  }
}

function fitted(x: Matrix, counts: readonly number[], offset: readonly number[]): readonly number[] | null {
  let means = counts.map((count) => count + 0.1);
  let before: readonly number[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const working = means.map((mean, row) => Math.log(mean) - (offset[row] ?? 0) + ((counts[row] ?? 0) - mean) / mean);
    const weighted = x.transpose().mmul(Matrix.columnVector(working.map((value, row) => value * (means[row] ?? 0))));
    const beta = solve(information(x, means), weighted).to1DArray();
    means = expected(x, beta, offset);
    if (beta.every((value, j) => Math.abs(value - (before[j] ?? Infinity)) < 1e-9 * (1 + Math.abs(value)))) return beta;
    before = beta;
  }
  return null;
}

function expected(x: Matrix, beta: readonly number[], offset: readonly number[]): number[] {
  return offset.map((start, row) => Math.exp(beta.reduce((sum, b, j) => sum + b * x.get(row, j), start)));
}

/** X′WX, the weights being the expected counts. */
function information(x: Matrix, means: readonly number[]): Matrix {
  return x.transpose().mmul(new Matrix(means.map((mean, row) => x.getRow(row).map((value) => value * mean))));
}
