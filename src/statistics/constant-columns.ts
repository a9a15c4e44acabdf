/**
 * Which places of Z hold one value only, told from Z′Z (row 0 is [n, sums …]): they explain nothing and are dropped.
 *
 * Edge cases: place 0, the ones, is never named; without observations every column is constant.
 */
export function constantColumns(crossProducts: readonly (readonly number[])[]): readonly number[] {
  const [sums = []] = crossProducts;
  const n = sums[0] ?? 0;
  return sums.flatMap((sum, i) => {
    const squares = crossProducts[i]?.[i] ?? 0;
    return i > 0 && (n === 0 || squares - (sum * sum) / n <= 1e-12 * squares) ? [i] : [];
  });
}
