import { correlationFromCrossProducts, type Correlations } from "./correlation-from-cross-products";
import { type Drivers, driversFromCorrelation } from "./drivers-from-correlation";

/** Drivers with what the sums behind them say besides. */
export interface RegressionDrivers extends Drivers {
  readonly correlations: Correlations;
  readonly adjR2: number;
  /** F of the whole regression, with p and n−p−1 degrees of freedom; infinite where it explains everything. */
  readonly F: number;
}

/**
 * Drivers from Z′Z alone, Z = [1, columns …] (`crossProducts[0][0]` = n): mergeable, so the cost does not grow with the
 * answers. `outcome` and `predictors` are places in Z.
 *
 * Edge cases: a constant column, exactly collinear predictors, or n ≤ p + 1 → null. Source: METHODS 4.6.
 */
export function driversFromCrossProducts(crossProducts: readonly (readonly number[])[], outcome: number, predictors: readonly number[]): RegressionDrivers | null {
  const correlations = correlationFromCrossProducts(crossProducts, outcome, predictors);
  if (correlations === null) return null;
  const drivers = driversFromCorrelation(correlations.ryx, correlations.rxx);
  const [n, p] = [correlations.n, predictors.length];
  const df = n - p - 1;
  if (drivers === null || df <= 0) return null;
  return { ...drivers, correlations, adjR2: 1 - ((1 - drivers.r2) * (n - 1)) / df, F: p === 0 ? 0 : drivers.r2 / p / ((1 - drivers.r2) / df) };
}
