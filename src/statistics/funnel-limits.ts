import { normalQuantile } from "./normal-quantile";
import type { Interval } from "./interval";

/**
 * Limits of a funnel plot for a unit of `n` observations: p₀ ± z·√(p₀(1−p₀)/n + τ²), one interval for each level.
 *
 * Variant: normal approximation, clipped to [0, 1]; `tau2` widens them by the variance between units that chance does not
 * explain (`funnelOverdispersion`). n may be fractional (effective). Edge case: n = 0 → the whole range.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202.
 */
export function funnelLimits(p0: number, n: number, levels: readonly number[] = [0.95, 0.998], tau2 = 0): readonly Interval[] {
  const sd = n > 0 ? Math.sqrt((p0 * (1 - p0)) / n + tau2) : Infinity;
  return levels.map((level) => {
    const half = normalQuantile((1 + level) / 2) * sd;
    return { low: Math.max(0, p0 - half), high: Math.min(1, p0 + half) };
  });
}
