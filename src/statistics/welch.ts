import { DEFAULT_CONFIDENCE } from "./interval";
import { sampleMoments } from "./sample-moments";
import { type Welch, welchFromMoments } from "./welch-from-moments";

/** Welch's t test of the means of numbers at hand; see `welchFromMoments`. Fewer than two in either → null. */
export function welch(a: readonly number[], b: readonly number[], confidence = DEFAULT_CONFIDENCE): Welch | null {
  const [first, second] = [sampleMoments(a), sampleMoments(b)];
  return first === null || second === null ? null : welchFromMoments(first, second, confidence);
}
