import { crossProductMatrix } from "./cross-product-matrix";
import { driversFromCrossProducts, type RegressionDrivers } from "./drivers-from-cross-products";

/** Drivers of raw rows. */
export interface RawDrivers extends RegressionDrivers {
  /** Relative weights as per cent of R². */
  readonly rescaled: readonly number[];
  /** Direction of each predictor, by its correlation with the outcome. */
  readonly signs: readonly ("+" | "-")[];
  /** Kish's effective n: (Σw)²/Σw². */
  readonly kishN: number;
}

/**
 * Drivers of the outcome `y` from raw rows `x`, perhaps with weights: for audits and small data; reports use
 * `driversFromCrossProducts`.
 *
 * Edge cases: as there; weights default to 1. Source: METHODS 4.1.
 */
export function drivers(y: readonly number[], x: readonly (readonly number[])[], weights: readonly number[] = y.map(() => 1)): RawDrivers | null {
  const [first = []] = x;
  const places = first.map((_, j) => j + 2);
  const result = driversFromCrossProducts(crossProductMatrix(y.map((one, i) => [1, one, ...(x[i] ?? [])]), weights), 1, places);
  if (result === null) return null;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return {
    ...result,
    rescaled: result.relativeWeights.map((weight) => (100 * weight) / result.r2),
    signs: result.correlations.ryx.map((r) => (r < 0 ? "-" : "+")),
    kishN: (sum * sum) / weights.reduce((total, weight) => total + weight * weight, 0),
  };
}
