/**
 * Z′WZ of the rows of Z: sums of all products of two columns, weighted. Matrices of parts add up to that of the whole.
 *
 * Edge cases: no rows → []; a missing weight counts as 1.
 */
export function crossProductMatrix(rows: readonly (readonly number[])[], weights: readonly number[] = []): number[][] {
  const [first = []] = rows;
  const sums = first.map(() => first.map(() => 0));
  for (const [r, row] of rows.entries()) {
    const weight = weights[r] ?? 1;
    for (const [i, a] of row.entries()) {
      const line = sums[i];
      if (line === undefined) continue;
      for (const [j, b] of row.entries()) line[j] = (line[j] ?? 0) + weight * a * b;
    }
  }
  return sums;
}
