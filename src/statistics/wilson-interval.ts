import { DEFAULT_CONFIDENCE, type Interval } from "./interval";
import { normalQuantile } from "./normal-quantile";

/**
 * Wilson score interval of a share x/n, without continuity correction, clipped to [0, 1].
 *
 * `x` may be fractional (weighted answers: x = effective n × share). Edge cases: n = 0 → null; x = 0 → low is 0;
 * x = n → high is 1; never of zero width, unlike Wald's. An x outside [0, n] is a bug of the caller and throws.
 * Source: Wilson (1927), recommended for every n by Brown, Cai & DasGupta (2001).
 */
export function wilsonInterval(x: number, n: number, confidence = DEFAULT_CONFIDENCE): Interval | null {
  if (!(n >= 0 && x >= 0 && x <= n)) throw new RangeError("wilsonInterval needs 0 ≤ x ≤ n");
  if (n === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const share = x / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { low: x === 0 ? 0 : Math.max(0, centre - half), high: x === n ? 1 : Math.min(1, centre + half) };
}
