/** What Benjamini and Hochberg's procedure says about a family of tests. */
export interface FalseDiscoveries {
  /** Adjusted p-value of each test, in the order they were given. */
  readonly adjusted: readonly number[];
  /** Which tests are flagged: adjusted p ≤ q. */
  readonly flagged: readonly boolean[];
  readonly rejected: number;
  /** How many Bonferroni's stricter rule would flag, to compare. */
  readonly bonferroniRejected: number;
}

/**
 * Flags tests so that the expected share of false flags among the flagged is at most `q` (0.10 for an internal work list,
 * 0.05 for anything published; METHODS 2.3).
 *
 * Definition: with the m p-values in ascending order, adjusted p₍ᵢ₎ = min over j ≥ i of m·p₍ⱼ₎/j, at most 1. Variant: the
 * step-up procedure for independent or positively dependent tests, not Benjamini–Yekutieli's. Edge cases: no tests →
 * nothing flagged; a p outside [0, 1] throws. Source: Benjamini & Hochberg (1995), JRSS-B 57, 289–300.
 */
export function benjaminiHochberg(p: readonly number[], q: number): FalseDiscoveries {
  if (!p.every((one) => one >= 0 && one <= 1)) throw new RangeError("benjaminiHochberg needs 0 ≤ p ≤ 1");
  const m = p.length;
  const descending = [...p.keys()].sort((a, b) => (p[b] ?? 1) - (p[a] ?? 1));
  const adjusted = new Array<number>(m).fill(1);
  let least = 1;
  for (const [above, index] of descending.entries()) {
    least = Math.min(least, (m * (p[index] ?? 1)) / (m - above));
    adjusted[index] = least;
  }
  const flagged = adjusted.map((one) => one <= q);
  return { adjusted, flagged, rejected: flagged.filter(Boolean).length, bonferroniRejected: p.filter((one) => one <= q / m).length };
}
