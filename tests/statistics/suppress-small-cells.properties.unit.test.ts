import fc from "fast-check";
import { suppressSmallCells } from "../../src/statistics/suppress-small-cells";

const tables = fc.array(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 8 }).map((counts) => new Map(counts.map((n, i) => [`c${String(i)}`, n])));
const minimums = fc.integer({ min: 2, max: 12 });
const hiddenOf = (cells: ReadonlyMap<string, number | null>): string[] => [...cells].filter(([, n]) => n === null).map(([name]) => name);

test("no cell below the minimum is shown, zeros and only true counts are", () => {
  fc.assert(
    fc.property(tables, minimums, fc.boolean(), (table, minimum, published) => {
      const { cells } = suppressSmallCells(table, minimum, published);
      for (const [name, n] of table) {
        if (n > 0 && n < minimum) expect(cells.get(name)).toBeNull();
        if (n === 0) expect(cells.get(name)).toBe(0);
        if (cells.get(name) !== null) expect(cells.get(name)).toBe(n);
      }
    }),
  );
});

test("from a published total no hidden cell can be told to fewer values than the minimum", () => {
  fc.assert(
    fc.property(tables, minimums, (table, minimum) => {
      const { cells, total } = suppressSmallCells(table, minimum, true);
      const hidden = hiddenOf(cells);
      if (total === null || hidden.length === 0) return;
      const rest = total - [...cells.values()].reduce<number>((sum, n) => sum + (n ?? 0), 0);
      // Each at least 1, together the rest: from 1 to the rest less one for each other.
      expect(hidden.length).toBeGreaterThanOrEqual(2);
      expect(rest - (hidden.length - 1)).toBeGreaterThanOrEqual(minimum);
    }),
  );
});

test("nothing is hidden in vain: without a small cell nothing at all, without a published total the small ones only", () => {
  fc.assert(
    fc.property(tables, minimums, fc.boolean(), (table, minimum, published) => {
      const small = [...table].filter(([, n]) => n > 0 && n < minimum);
      const hidden = hiddenOf(suppressSmallCells(table, minimum, published).cells);
      if (small.length === 0) expect(hidden).toEqual([]);
      if (!published) expect(hidden).toHaveLength(small.length);
    }),
  );
});

test("two small cells that hold too little together take a third with them, or the total", () => {
  expect(suppressSmallCells(new Map([["A", 1], ["B", 2], ["C", 20], ["D", 30]]), 10, true)).toEqual({ cells: new Map([["A", null], ["B", null], ["C", null], ["D", 30]]), total: 53 });
  expect(suppressSmallCells(new Map([["A", 1], ["B", 2], ["C", 0]]), 10, true)).toEqual({ cells: new Map([["A", null], ["B", null], ["C", 0]]), total: null });
  expect(() => suppressSmallCells(new Map([["A", 1.5]]), 10, true)).toThrow(RangeError);
});
