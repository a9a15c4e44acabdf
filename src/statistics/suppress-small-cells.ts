/** Cells of one table after suppression; null: hidden. */
export interface SuppressedCells {
  readonly cells: ReadonlyMap<string, number | null>;
  /** Sum of all cells; null where it is hidden too, or not published. */
  readonly total: number | null;
}

/**
 * Two-step suppression of a table of one row of counts (METHODS 0.3).
 *
 * Primary: every cell from 1 to `minCell` − 1 is hidden; zero may be shown. Complementary, only where the total of the row
 * is published: one hidden cell would be the total less the others, so the next smallest shown cell above zero is hidden
 * too, and more of them until the hidden ones could each take at least `minCell` different values, given their sum and that
 * each is at least one. That needs a sum of hidden cells ≥ their number + `minCell` − 1. Where even hiding all is not
 * enough, the total is hidden too.
 *
 * Cells of the same size are taken in the order of their names, so that the same table is always cut alike; zeros are never
 * taken, because hiding them hides nobody. Tables that share a total are safe side by side; tables that were cut at
 * different times, or share cells, are not: there cells are closed once (docs/decisions/0010).
 * Source: CMS cell size suppression policy; Hundepool et al., Statistical Disclosure Control (2012), chapter 4.
 *
 * @throws RangeError for a count that is no whole number from 0 on
 */
export function suppressSmallCells(cells: ReadonlyMap<string, number>, minCell: number, totalPublished: boolean): SuppressedCells {
  const counts = [...cells.values()];
  if (!counts.every((n) => Number.isInteger(n) && n >= 0)) throw new RangeError("suppressSmallCells needs whole numbers from 0 on");
  const hidden = new Set([...cells].filter(([, n]) => n > 0 && n < minCell).map(([name]) => name));
  const total = counts.reduce((sum, n) => sum + n, 0);
  const enough = (): boolean => hidden.size === 0 || spread(cells, hidden) >= minCell;
  if (totalPublished) {
    const next = [...cells].filter(([name, n]) => n > 0 && !hidden.has(name)).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
    for (const [name] of next) {
      if (enough()) break;
      hidden.add(name);
    }
  }
  return { cells: new Map([...cells].map(([name, n]) => [name, hidden.has(name) ? null : n])), total: totalPublished && enough() ? total : null };
}

/** How many values each hidden cell may have, given their sum and that none is empty; 1 where there is but one. */
function spread(cells: ReadonlyMap<string, number>, hidden: ReadonlySet<string>): number {
  const sum = [...hidden].reduce((held, name) => held + (cells.get(name) ?? 0), 0);
  return hidden.size < 2 ? 1 : sum - hidden.size + 1;
}
