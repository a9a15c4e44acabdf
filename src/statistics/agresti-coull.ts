import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { normalQuantile } from "./normal-quantile";

/**
 * Agresti–Coull ("adjusted Wald") interval of a share x/n: Wald's about (x + z²/2)/(n + z²).
 *
 * Not clipped: it may reach below 0 or above 1. n = 0 → null. For cross-checks; reports use Wilson's.
 * Source: Agresti & Coull (1998).
 */
export function agrestiCoull(x: number, n: number, confidence = DEFAULT_CONFIDENCE): Interval | null {
  if (n === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const adjusted = n + z * z;
  const share = (x + (z * z) / 2) / adjusted;
  const half = z * Math.sqrt((share * (1 - share)) / adjusted);
  return { low: share - half, high: share + half };
}
