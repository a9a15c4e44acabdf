import { neweyWest } from "./newey-west";

/** A series before and after an intervention: a level and a trend on either side. */
export interface ItsSegmented {
  /** Intercept, trend before, change of level, change of trend. */
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  /** Effect at the last point: change of level + change of trend × points since. */
  readonly effect: number;
  readonly effectSe: number;
  /** What the last point would have been had the trend before gone on. */
  readonly counterfactual: number;
  /** Lag-1 autocorrelation of the residuals. */
  readonly autocorrelation: number;
  /** Points less coefficients. */
  readonly df: number;
}

/**
 * Interrupted time series: y = β₀ + β₁t + β₂·after + β₃·(t − T₀)·after, t counted from 1, T₀ the last point before; the
 * change of trend is counted from the first point after as 1 (Wagner's way). Standard errors of Newey and West; `lags`
 * absent: floor(4(n/100)^{2/9}), or 2 for fewer than 40 points. `weights`: observations behind each point.
 *
 * Edge cases: fewer than three points on either side, or no more points than coefficients → null.
 * Source: Wagner et al. (2002), J Clin Pharm Ther 27:299–309; METHODS 3.4.
 */
export function itsSegmented(y: readonly number[], interventionAfter: number, { lags, weights }: { readonly lags?: number; readonly weights?: readonly number[] } = {}): ItsSegmented | null {
  const n = y.length;
  if (interventionAfter < 3 || n - interventionAfter < 3) return null;
  const design = y.map((_, index) => {
    const since = Math.max(0, index + 1 - interventionAfter);
    return [1, index + 1, since > 0 ? 1 : 0, since];
  });
  const fit = neweyWest(y, design, lags ?? (n < 40 ? 2 : Math.floor(4 * (n / 100) ** (2 / 9))), weights);
  if (fit === null) return null;
  const [intercept = NaN, trend = NaN, level = NaN, change = NaN] = fit.coefficients;
  const since = n - interventionAfter;
  const cov = (row: number, column: number): number => fit.covariance[row]?.[column] ?? NaN;
  const effectSe = Math.sqrt(Math.max(0, cov(2, 2) + 2 * since * cov(2, 3) + since * since * cov(3, 3)));
  return {
    ...{ coefficients: fit.coefficients, standardErrors: fit.standardErrors, effectSe },
    effect: level + change * since,
    counterfactual: intercept + trend * n,
    autocorrelation: lagOne(fit.residuals),
    df: n - 4,
  };
}

function lagOne(residuals: readonly number[]): number {
  const squares = residuals.reduce((sum, value) => sum + value * value, 0);
  if (squares === 0) return 0;
  return residuals.slice(1).reduce((sum, value, index) => sum + value * (residuals[index] ?? 0), 0) / squares;
}
