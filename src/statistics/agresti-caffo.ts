import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { normalQuantile } from "./normal-quantile";

/**
 * Agresti–Caffo interval of the difference x₁/n₁ − x₂/n₂: Wald's after one success and one failure are added to each.
 *
 * Not clipped to ±1. Either n = 0 → null. For cross-checks; reports use Newcombe's (`twoProportion`).
 * Source: Agresti & Caffo (2000), Am Stat 54:280–288.
 */
export function agrestiCaffo(x1: number, n1: number, x2: number, n2: number, confidence = DEFAULT_CONFIDENCE): Interval | null {
  if (n1 === 0 || n2 === 0) return null;
  const [p1, p2] = [(x1 + 1) / (n1 + 2), (x2 + 1) / (n2 + 2)];
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt((p1 * (1 - p1)) / (n1 + 2) + (p2 * (1 - p2)) / (n2 + 2));
  return { low: p1 - p2 - half, high: p1 - p2 + half };
}
