import fc from "fast-check";
import { Interval, pieces } from "../../src/reports/domain/interval";
import { addDays } from "../../src/shared/local-day";

test("weeks begin on Sunday, months on their first day", () => {
  expect(pieces({ from: "2026-02-26", to: "2026-03-10" }, "WEEK", 9)?.map(({ from }) => from)).toEqual(["2026-02-26", "2026-03-01", "2026-03-08"]);
  expect(pieces({ from: "2024-01-31", to: "2024-03-02" }, "MONTH", 9)).toEqual([{ from: "2024-01-31", to: "2024-02-01" }, { from: "2024-02-01", to: "2024-03-01" }, { from: "2024-03-01", to: "2024-03-02" }]);
  expect(pieces({ from: "1969-12-20", to: "1970-01-05" }, "WEEK", 9)?.map(({ from }) => new Date(from).getUTCDay())).toEqual([6, 0, 0, 0]);
});

test("the pieces are the period, without gap or overlap, and never more than asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.integer({ min: 1, max: 900 }), fc.constantFrom(...Object.values(Interval)), (start, length, interval) => {
      const period = { from: addDays("2000-01-01", start), to: addDays("2000-01-01", start + length) };
      const cut = pieces(period, interval, 800);
      if (cut === null) return interval === "DAY" && length > 800;
      expect(cut.map(({ from }) => from)).toEqual([period.from, ...cut.slice(0, -1).map(({ to }) => to)]);
      expect([cut.at(-1)?.to, cut.every(({ from, to }) => from < to)]).toEqual([period.to, true]);
      return true;
    }),
  );
});
