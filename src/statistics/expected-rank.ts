import { probExceeds } from "./prob-exceeds";

/**
 * Expected rank of each unit, 1 = highest: Rᵢ = 1 + Σⱼ≠ᵢ Φ((mⱼ−mᵢ)/√(vᵢ+vⱼ)), with posterior means and variances.
 *
 * Units that cannot be told apart get ranks near the middle. Edge cases: equal and certain units share their place; the
 * ranks always sum to k(k+1)/2. Source: Laird & Louis (1989), J. Educ. Stat. 14, 29–46.
 */
export function expectedRank(mean: readonly number[], variance: readonly number[]): readonly number[] {
  return mean.map((own, i) =>
    mean.reduce((rank, other, j) => (i === j ? rank : rank + probExceeds(other - own, (variance[i] ?? 0) + (variance[j] ?? 0), 0)), 1),
  );
}
