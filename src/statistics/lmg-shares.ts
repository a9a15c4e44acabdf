/** 2^p regressions: beyond this, use `relativeWeights` alone. */
const MOST = 12;

/** Variance of a predictor that others leave unexplained, below which it says nothing of its own. */
const SINGULAR = 1e-9;

/**
 * LMG, the Shapley shares of R²: what each predictor adds to R², averaged over all orders of entering:
 * Σ_S |S|!(p−1−|S|)!/p! · [R²(S∪j) − R²(S)]. They sum to R².
 *
 * `ryx`: correlations with the outcome; `rxx`: among the predictors. Variant: each of the 2^p regressions is one sweep away
 * from that with one predictor less. Edge cases: more than 12 predictors → null; a subset that is exactly collinear → null;
 * no predictors → []. Sources: Lindeman, Merenda & Gold (1980); Grömping (2006), JSS 17(1).
 */
export function lmgShares(ryx: readonly number[], rxx: readonly (readonly number[])[]): readonly number[] | null {
  const p = ryx.length;
  if (p > MOST) return null;
  const r2 = explained(ryx, rxx);
  if (r2 === null) return null;
  // |S|!(p−1−|S|)!/p! by the size of S.
  const chance = ryx.map((_, size) => {
    let orders = p;
    for (let i = 0; i < size; i += 1) orders *= (p - 1 - i) / (i + 1);
    return 1 / orders;
  });
  const shares = ryx.map(() => 0);
  for (const [subset, without] of r2.entries()) {
    const members = ryx.reduce((size, _, i) => size + ((subset >> i) & 1), 0);
    for (const j of ryx.keys()) if (((subset >> j) & 1) === 0) shares[j] = (shares[j] ?? 0) + (chance[members] ?? 0) * ((r2[subset | (1 << j)] ?? 0) - without);
  }
  return shares;
}

/** R² of every subset of predictors, bit j for predictor j; null where a subset is collinear. */
function explained(ryx: readonly number[], rxx: readonly (readonly number[])[]): readonly number[] | null {
  const p = ryx.length;
  const r2 = new Array<number>(2 ** p).fill(0);
  // What is left of predictors and outcome (last) once those in the subset are held still; only those from `first` on may enter.
  const enter = (left: readonly (readonly number[])[], subset: number, first: number): boolean => {
    for (let j = first; j < p; j += 1) {
      const row = left[j] ?? [];
      const own = row[j] ?? 0;
      if (!(own > SINGULAR)) return false;
      const next = subset | (1 << j);
      r2[next] = (r2[subset] ?? 0) + (row[p] ?? 0) ** 2 / own;
      if (!enter(left.map((line, i) => (i <= j ? line : line.map((value, k) => (k <= j ? value : value - ((row[i] ?? 0) * (row[k] ?? 0)) / own)))), next, j + 1)) return false;
    }
    return true;
  };
  const upper = (i: number, j: number): number => rxx[Math.min(i, j)]?.[Math.max(i, j)] ?? NaN;
  const all = [...ryx.map((_, i) => [...ryx.map((__, j) => (i === j ? 1 : upper(i, j))), ryx[i] ?? NaN]), [...ryx, 1]];
  return enter(all, 0, 0) ? r2 : null;
}
