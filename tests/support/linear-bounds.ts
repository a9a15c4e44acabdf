/** A sum of unknowns, each with its coefficient, by the unknown's number. */
export type Sum = ReadonlyMap<number, number>;

/** A sum that is known. */
export interface Known {
  readonly sum: Sum;
  readonly value: number;
}

const TINY = 1e-7;

/**
 * Between which values a sum of unknowns that are not negative lies, given others that are known: two-phase simplex on a
 * dense tableau, by Bland's rule, so that it ends. `high` is infinite where nothing holds the sum down.
 */
export function linearBounds(unknowns: number, known: readonly Known[], targets: readonly Sum[]): readonly { readonly low: number; readonly high: number }[] {
  const start = feasible(unknowns, known);
  return targets.map((target) => {
    const high = optimum(copyOf(start), unknowns, target, 1);
    const low = optimum(copyOf(start), unknowns, target, -1);
    return { low: Math.max(0, -low), high };
  });
}

interface Tableau {
  /** Coefficients of the unknowns, then of one artificial for each row, then the right-hand side. */
  readonly rows: number[][];
  readonly basis: number[];
}

function copyOf({ rows, basis }: Tableau): Tableau {
  return { rows: rows.map((row) => [...row]), basis: [...basis] };
}

/** A tableau whose basis satisfies all rows; rows that say nothing new keep an artificial at zero. */
function feasible(unknowns: number, known: readonly Known[]): Tableau {
  const rows = known.map(({ sum, value }, i) => {
    const row = Array.from({ length: unknowns + known.length + 1 }, (_, column) => sum.get(column) ?? 0);
    row[unknowns + i] = 1;
    row[unknowns + known.length] = value;
    return row;
  });
  const tableau = { rows, basis: known.map((_, i) => unknowns + i) };
  const artificials = new Map(known.map((_, i) => [unknowns + i, -1]));
  const left = optimum(tableau, unknowns + known.length, artificials, 1);
  if (Math.abs(left) > 1e-5) throw new Error(`what is known contradicts itself by ${String(left)}`);
  // Artificials at zero leave the basis wherever an unknown can take their place.
  for (const [i, column] of tableau.basis.entries()) {
    if (column < unknowns) continue;
    const other = (tableau.rows[i] ?? []).findIndex((a, j) => j < unknowns && Math.abs(a) > TINY);
    if (other >= 0) pivot(tableau, i, other);
  }
  return tableau;
}

/** The greatest value of `sign` × the sum; only the first `columns` may enter the basis. */
function optimum(tableau: Tableau, columns: number, sum: Sum, sign: 1 | -1): number {
  const { rows, basis } = tableau;
  const last = (rows[0]?.length ?? 1) - 1;
  const cost = (column: number): number => sign * (sum.get(column) ?? 0);
  for (;;) {
    const prices = basis.map(cost);
    let entering = -1;
    for (let column = 0; column < columns && entering < 0; column += 1) {
      if (basis.includes(column)) continue;
      const reduced = cost(column) - rows.reduce((total, row, i) => total + (prices[i] ?? 0) * (row[column] ?? 0), 0);
      if (reduced > TINY) entering = column;
    }
    if (entering < 0) return rows.reduce((total, row, i) => total + (prices[i] ?? 0) * (row[last] ?? 0), 0);
    let leaving = -1;
    let least = Infinity;
    for (const [i, row] of rows.entries()) {
      const a = row[entering] ?? 0;
      // An artificial that stayed at zero may not grow again: it leaves in either direction.
      const stuck = (basis[i] ?? 0) >= columns && Math.abs(a) > TINY;
      if (!stuck && a <= TINY) continue;
      const ratio = stuck ? 0 : (row[last] ?? 0) / a;
      if (ratio < least - TINY || (ratio < least + TINY && (basis[i] ?? 0) < (basis[leaving] ?? Infinity))) [least, leaving] = [ratio, i];
    }
    if (leaving < 0) return Infinity;
    pivot(tableau, leaving, entering);
  }
}

function pivot({ rows, basis }: Tableau, at: number, column: number): void {
  const row = rows[at] ?? [];
  const scale = row[column] ?? 1;
  for (let j = 0; j < row.length; j += 1) row[j] = (row[j] ?? 0) / scale;
  for (const [i, other] of rows.entries()) {
    const factor = other[column] ?? 0;
    if (i === at || Math.abs(factor) < 1e-12) continue;
    for (let j = 0; j < other.length; j += 1) other[j] = (other[j] ?? 0) - factor * (row[j] ?? 0);
  }
  basis[at] = column;
}
