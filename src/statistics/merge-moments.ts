/** n, mean and sum of the squared distances from it (M2): what mean and variance are made of. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
}

/**
 * Moments of two sets of numbers taken together, from the moments of each.
 *
 * Variant: the pairwise update, which loses no digits where Σx² − (Σx)²/n would. Commutative and associative up to
 * rounding. Edge case: an empty set (n = 0) changes nothing. Source: Chan, Golub & LeVeque (1979).
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const apart = b.mean - a.mean;
  return { n, mean: a.mean + (apart * b.n) / n, m2: a.m2 + b.m2 + (apart * apart * a.n * b.n) / n };
}
