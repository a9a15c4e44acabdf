/** Shares drawn towards their mean. */
export interface JamesStein {
  readonly grandMean: number;
  /** How much of its own deviation each keeps, 0–1. */
  readonly shrink: number;
  readonly estimates: readonly number[];
}

/**
 * Shares of units with the same `n`, drawn towards their grand mean m: m + c·(p − m), c = 1 − (k−3)·m(1−m)/n / Σ(p−m)².
 *
 * Variant: positive part (c at least 0), one binomial variance for all. Edge cases: fewer than four units, or no spread →
 * c = 1 or 0 as the formula's limit says; no units → null. Source: Efron & Morris (1977), Scientific American 236.
 */
export function jamesStein(hits: readonly number[], n: number): JamesStein | null {
  if (hits.length === 0 || !(n > 0)) return null;
  const shares = hits.map((hit) => hit / n);
  const grandMean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const spread = shares.reduce((sum, share) => sum + (share - grandMean) ** 2, 0);
  const noise = (Math.max(0, shares.length - 3) * grandMean * (1 - grandMean)) / n;
  const shrink = spread === 0 ? 0 : Math.max(0, 1 - noise / spread);
  return { grandMean, shrink, estimates: shares.map((share) => grandMean + shrink * (share - grandMean)) };
}
