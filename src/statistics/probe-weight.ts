import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Correlations } from "./correlation-from-cross-products";
import { normalQuantile } from "./normal-quantile";
import { relativeWeights } from "./relative-weights";
import { sampleQuantile } from "./sample-quantile";

/**
 * The relative weight that a column of pure noise would have beside the predictors: the 95 % quantile over `draws` such
 * columns. A predictor that weighs less may be noise; more is no proof, for one correlated with a driver weighs more too.
 *
 * No rows are needed: for a column e of independent normal noise the centred cross-products with the other columns are
 * Z′e ~ N(0, Z′Z), and e′e is what they explain plus χ² of the rest (normal approximation of Wilson and Hilferty). The noise is
 * the same for the same input, so that a report can be made again. Edge cases: too few degrees of freedom, or collinear
 * predictors → null. Source: Tonidandel, LeBreton & Johnson (2009), Psychol. Methods 14, 387–399.
 */
export function probeWeight({ n, ryx, rxx }: Correlations, draws = 100): number | null {
  const p = ryx.length;
  const df = n - p - 2;
  if (df <= 0) return null;
  const size = p + 1;
  const r = (i: number, j: number): number => {
    if (i === j) return 1;
    if (i === p || j === p) return ryx[Math.min(i, j)] ?? NaN;
    return rxx[Math.min(i, j)]?.[Math.max(i, j)] ?? NaN;
  };
  // The outcome explained wholly by the predictors leaves nothing for noise to be correlated with.
  const cholesky = new CholeskyDecomposition(new Matrix(Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => r(i, j)))));
  if (!cholesky.isPositiveDefinite()) return null;
  const noise = noiseFrom(size);
  const weights: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const e = Array.from({ length: size }, noise);
    const explained = e.reduce((sum, one) => sum + one * one, 0);
    const rest = Math.max(0, df * (1 - 2 / (9 * df) + noise() * Math.sqrt(2 / (9 * df))) ** 3);
    const correlations = cholesky.lowerTriangularMatrix.mmul(Matrix.columnVector(e)).to1DArray().map((one) => one / Math.sqrt(explained + rest));
    const probed = [...rxx.map((row, i) => [...row, correlations[i] ?? 0]), [...correlations.slice(0, p), 1]];
    const found = relativeWeights([...ryx, correlations[p] ?? 0], probed);
    if (found !== null) weights.push(found[p] ?? 0);
  }
  return weights.length === 0 ? null : sampleQuantile(weights, 0.95);
}

/** Standard normal numbers from a fixed start (mulberry32): pseudo-random, and the same every time. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return normalQuantile((((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296);
  };
}
