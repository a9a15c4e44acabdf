import fc from "fast-check";
import { declaredIn } from "../../src/reports/domain/coverage-estimate";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { type LinkCount, ownFormEstimate, toldLinks } from "../../src/reports/domain/told-links";

const THRESHOLDS = currentThresholds(10);
const month = (name: string, answered: Readonly<Record<string, number>>, more: Partial<LinkCount> = {}): LinkCount[] =>
  Object.entries(answered).flatMap(([value, n]) => [{ month: name, state: "INVITED" as const, value, n: 100 }, { month: name, state: "ANSWERED" as const, value, n, ...more }]);

test("cells are cut month by month, and a longer period adds up what was told of each", () => {
  const rows = [...month("2026-01-01", { GRANTED: 40, REFUSED: 4, EXPIRED: 12 }), ...month("2026-02-01", { GRANTED: 20, REFUSED: 20 }), ...month("2026-03-01", { GRANTED: 3 })];
  const { by, ...all } = toldLinks(rows, THRESHOLDS);
  expect(all).toEqual({ invited: 600, delivered: 0, opened: 0, answered: 96, outOf: 500, leftOut: 1 });
  expect(by.get("GRANTED")).toMatchObject({ answered: 60, outOf: 200, leftOut: 1, invited: 300 });
  expect(by.get("REFUSED")).toMatchObject({ answered: 20, outOf: 100, leftOut: 1 });
  expect(by.get("EXPIRED")).toMatchObject({ answered: 0, outOf: 0, leftOut: 1 });
});

test("what was opened is told where answering is, and nowhere else", () => {
  const opened = (name: string, cells: Readonly<Record<string, number>>): LinkCount[] => Object.entries(cells).map(([value, n]) => ({ month: name, state: "OPENED" as const, value, n }));
  const rows = [
    ...month("2026-01-01", { GRANTED: 40, REFUSED: 4, EXPIRED: 12 }), ...opened("2026-01-01", { GRANTED: 50, REFUSED: 5, EXPIRED: 13 }),
    ...month("2026-02-01", { GRANTED: 3 }), ...opened("2026-02-01", { GRANTED: 4 }),
  ];
  const { by, ...all } = toldLinks(rows, THRESHOLDS);
  expect(all).toMatchObject({ opened: 68, answered: 56, outOf: 300, leftOut: 1 });
  expect(by.get("GRANTED")).toMatchObject({ opened: 50, outOf: 100 });
  expect(by.get("REFUSED")).toMatchObject({ opened: 0, outOf: 0 });
});

test("beside a hidden cell no zero is told; without one it is", () => {
  expect(toldLinks(month("2026-01-01", { GRANTED: 40, REFUSED: 4, EXPIRED: 12, FAILED: 0 }), THRESHOLDS).by.get("FAILED")).toMatchObject({ outOf: 0, leftOut: 1 });
  expect(toldLinks(month("2026-01-01", { GRANTED: 40, FAILED: 0 }), THRESHOLDS).by.get("FAILED")).toMatchObject({ answered: 0, outOf: 100, leftOut: 0 });
});

test("no number of answers told, of any months and cells, nor the difference of a period and one within it, is from 1 to the minimum less 1", () => {
  const months = fc.array(fc.dictionary(fc.constantFrom("A", "B", "C", "D"), fc.integer({ min: 0, max: 30 })), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(months, (counts) => {
      const rows = counts.flatMap((cells, i) => month(`2026-0${String(i + 1)}-01`, cells));
      const periods = counts.flatMap((_, from) => counts.slice(from).map((__, length) => ({ from, to: from + length })));
      const told = periods.map(({ from, to }) => ({ from, to, links: toldLinks(rows.filter((row) => Number(row.month.slice(5, 7)) - 1 >= from && Number(row.month.slice(5, 7)) - 1 <= to), THRESHOLDS) }));
      const mayBeTold = (n: number | undefined): void => {
        expect(n === undefined || n === 0 || n >= 10).toBe(true);
      };
      for (const { from, to, links } of told) {
        for (const value of [undefined, "A", "B", "C", "D"]) {
          const answeredIn = (of: typeof links): number | undefined => (value === undefined ? of : of.by.get(value))?.answered;
          const all = answeredIn(links);
          mayBeTold(all);
          for (const within of told) if (within.from >= from && within.to <= to && all !== undefined) mayBeTold(all - (answeredIn(within.links) ?? 0));
        }
      }
    }),
  );
});

test("answers on the agency's own form are told as Yusr's are", () => {
  const rows = [...month("2026-01-01", { GRANTED: 30 }), ...month("2026-01-01", { GRANTED: 10 }, { state: "ANSWERED_AGENCY" })];
  expect(ownFormEstimate(rows, false, THRESHOLDS)).toMatchObject({ value: 0.25, n: 40 });
  expect(ownFormEstimate([...rows, ...month("2026-02-01", { GRANTED: 30 }), ...month("2026-02-01", { GRANTED: 1 }, { state: "ANSWERED_AGENCY" })], false, THRESHOLDS)).toMatchObject({ value: 0.25, n: 40, reasons: ["MONTHS_LEFT_OUT"] });
});

test("a register's year is spread over its days; an unknown year is taken from the one before, never from a later one", () => {
  const years = [{ year: 2024, n: 366 }, { year: 2025, n: 3_650 }, { year: 2025, n: 3_650 }];
  expect(declaredIn({ from: "2024-12-31", to: "2025-01-02" }, years)).toBe(1 + 20);
  expect(declaredIn({ from: "2026-01-01", to: "2026-01-11" }, years)).toBe(200);
  expect(declaredIn({ from: "2023-01-01", to: "2023-02-01" }, years)).toBeNull();
  expect(declaredIn({ from: "2025-01-01", to: "2025-02-01" }, [])).toBeNull();
});
