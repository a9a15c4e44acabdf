import { twoSidedNormal } from "./two-sided-normal";

/** The Mann–Whitney test of two samples of ordered answers. */
export interface MannWhitney {
  /** Pairs in which the first is higher, ties as half. */
  readonly u1: number;
  /** Of all pairs: P(first > second) + ½·P(equal). */
  readonly a: number;
  /** Normal approximation with the correction for ties; null where all answers are equal. */
  readonly z: number | null;
  readonly p: number | null;
}

/**
 * Mann–Whitney test from two histograms over the same scores: `counts[i]` gave the i-th lowest score.
 *
 * It tests that both distributions are the same, not that neither tends to be higher: reports use Brunner–Munzel's, and
 * this for cross-checks. `continuity` takes half a pair off the difference. Either empty → null.
 * Source: Mann & Whitney (1947); ties after Lehmann (1975).
 */
export function mannWhitneyFromCounts(counts1: readonly number[], counts2: readonly number[], { continuity = false }: { readonly continuity?: boolean } = {}): MannWhitney | null {
  let [n1, n2, u1, ties] = [0, 0, 0, 0];
  for (let level = 0; level < Math.max(counts1.length, counts2.length); level++) {
    const [c1, c2] = [counts1[level] ?? 0, counts2[level] ?? 0];
    u1 += c1 * (n2 + c2 / 2);
    ties += (c1 + c2) ** 3 - (c1 + c2);
    n1 += c1;
    n2 += c2;
  }
  if (n1 === 0 || n2 === 0) return null;
  const n = n1 + n2;
  const variance = ((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1)));
  const away = u1 - (n1 * n2) / 2;
  const corrected = continuity ? Math.sign(away) * Math.max(0, Math.abs(away) - 0.5) : away;
  const z = variance > 0 ? corrected / Math.sqrt(variance) : null;
  return { u1, a: u1 / (n1 * n2), z, p: z === null ? null : twoSidedNormal(z) };
}
