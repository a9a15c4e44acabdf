/**
 * Quantile of a sample by linear interpolation between its order statistics: R's type 7, the default of R and NumPy.
 *
 * Edge cases: no values → NaN; one value → that value. Source: Hyndman & Fan (1996).
 */
export function sampleQuantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below === undefined || above === undefined ? NaN : below + (above - below) * (place - Math.floor(place));
}
