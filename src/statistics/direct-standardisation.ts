/** One stratum of one unit. */
export interface Stratum {
  /** What share of the standard population is in this stratum; any positive scale. */
  readonly weight: number;
  readonly n: number;
  readonly mean: number;
  /** Sampling variance of `mean`; null where unknown. */
  readonly variance: number | null;
}

/** What a unit would score with the mix of the standard population. */
export interface Standardised {
  readonly crude: number;
  readonly standardised: number;
  /** √ΣW²v; null where a variance is unknown. */
  readonly se: number | null;
  /** Share of the standard population in strata the unit has no observations of; the rest is scaled up to 1. */
  readonly lacking: number;
}

/**
 * Direct standardisation: Σ W·ȳ over the strata, W the pooled share of each; SE² = ΣW²v. Crude is Σn·ȳ/Σn.
 *
 * Edge cases: strata without observations count as lacking and the other weights are scaled up (the caller refuses beyond
 * 20 %); no observations or no weight at all → null. Source: METHODS 2.4.
 */
export function directStandardisation(strata: readonly Stratum[]): Standardised | null {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const held = strata.filter(({ n }) => n > 0);
  const weight = sum(held.map((stratum) => stratum.weight));
  if (weight === 0) return null;
  const variances = held.map((stratum) => (stratum.variance === null ? NaN : (stratum.weight / weight) ** 2 * stratum.variance));
  const variance = sum(variances);
  const means = held.map(({ mean }) => mean);
  const standardised = sum(held.map((stratum) => (stratum.weight / weight) * stratum.mean));
  return {
    crude: sum(held.map(({ n, mean }) => n * mean)) / sum(held.map(({ n }) => n)),
    // Rounding may put a mean of equal means a hair beyond them, and a share above 1.
    standardised: Math.min(Math.max(...means), Math.max(Math.min(...means), standardised)),
    se: Number.isNaN(variance) ? null : Math.sqrt(variance),
    lacking: 1 - weight / sum(strata.map((stratum) => stratum.weight)),
  };
}
