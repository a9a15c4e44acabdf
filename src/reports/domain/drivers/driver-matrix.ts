/** Cross-products of one jackknife group, as the counts keep them: the upper triangle of Z′Z, Z = [1, the columns, the score]. */
export interface DriverGroup {
  readonly group: number;
  readonly n: number;
  readonly products: readonly number[];
}

/** Column: mean ease of the steps rated, 0–100. */
export const EASE = "EASE";
/** Column: 1 where no step was rated. */
export const EASE_MISSING = "EASE_MISSING";
/** Column, followed by the code of a step: kinds of trouble at it. */
export const STEP = "STEP:";

/** The whole of Z′Z, row by row, from its upper triangle. */
export function wholeMatrix(triangle: readonly number[], size: number): readonly number[] {
  const rows = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  let place = 0;
  for (let i = 0; i < size; i += 1) {
    for (let j = i; j < size; j += 1) {
      const product = triangle[place] ?? 0;
      for (const [row, column] of [[i, j], [j, i]] as const) {
        const line = rows[row];
        if (line !== undefined) line[column] = product;
      }
      place += 1;
    }
  }
  return rows.flat();
}

/**
 * Z′Z as rows, with the ease of who rated no step put at the mean of those who did, instead of 0: so the indicator
 * `EASE_MISSING` carries only whether they rated, and neither column stands for the other (the counts keep 0 there, which
 * would make both nearly the same). The same sums, in other words: Z times a matrix of ones and that mean.
 */
export function easeCentred(whole: readonly number[], columns: readonly string[]): readonly (readonly number[])[] {
  const size = columns.length + 2;
  const rows = Array.from({ length: size }, (_, i) => whole.slice(i * size, (i + 1) * size));
  const [ease, missing] = [columns.indexOf(EASE) + 1, columns.indexOf(EASE_MISSING) + 1];
  const [sums = []] = rows;
  const rated = (sums[0] ?? 0) - (sums[missing] ?? 0);
  if (ease === 0 || missing === 0 || rated <= 0) return rows;
  const mean = (sums[ease] ?? 0) / rated;
  const wider = rows.map((row) => row.map((product, j) => (j === ease ? product + mean * (row[missing] ?? 0) : product)));
  return wider.map((row, i) => (i === ease ? row.map((product, j) => product + mean * (wider[missing]?.[j] ?? 0)) : row));
}
