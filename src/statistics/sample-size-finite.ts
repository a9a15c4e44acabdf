/**
 * Answers needed out of a population of `populationSize`, to know a share near `share` within ± `margin`: χ²·N·p(1−p) ÷
 * (margin²·(N−1) + χ²·p(1−p)). Rounded up unless `nearest`, which is how the published table was made.
 *
 * Edge case: an empty population needs 0. Source: Krejcie & Morgan (1970), χ² = 3.841. METHODS 8.
 */
export function sampleSizeFinite(populationSize: number, share = 0.5, margin = 0.05, chiSquare = 3.841, rounding: "up" | "nearest" = "up"): number {
  if (populationSize === 0) return 0;
  const spread = chiSquare * share * (1 - share);
  const size = (spread * populationSize) / (margin ** 2 * (populationSize - 1) + spread);
  return rounding === "nearest" ? Math.round(size) : Math.ceil(size);
}
