import { DEFAULT_CONFIDENCE } from "./interval";
import { normalQuantile } from "./normal-quantile";

/**
 * Answers needed to know a share near `share` within ± `margin`, out of as many as one likes: z²·p(1−p) ÷ margin². Not
 * rounded; half is the worst case. Source: Cochran (1977). METHODS 8.
 */
export function sampleSizeProportion(share = 0.5, margin = 0.05, confidence = DEFAULT_CONFIDENCE): number {
  return (normalQuantile((1 + confidence) / 2) ** 2 * share * (1 - share)) / margin ** 2;
}
