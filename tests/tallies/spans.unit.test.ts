import fc from "fast-check";
import { addDays } from "../../src/shared/local-day";
import type { Period } from "../../src/shared/period";
import { monthOf, nextMonth, spans } from "../../src/tallies/domain/spans";

const day = fc.integer({ min: 0, max: 1200 }).map((n) => addDays("2023-12-01", n));

function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let one = from; one < to; one = addDays(one, 1)) days.push(one);
  return days;
}

test("edges and months together are exactly the days of the period, each once, and no edge holds a whole month", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 500 }), (from, length) => {
      const period = { from, to: addDays(from, length) };
      const { months, edges } = spans(period);
      expect([...daysOf(months), ...edges.flatMap(daysOf)].toSorted()).toEqual(daysOf(period));
      expect([monthOf(months.from), monthOf(months.to)]).toEqual([months.from, months.to]);
      expect(edges.length).toBeLessThanOrEqual(2);
      for (const edge of edges) {
        expect(edge.from < edge.to).toBe(true);
        expect(daysOf(edge).some((one) => one === monthOf(one) && nextMonth(one) <= edge.to)).toBe(false);
      }
    }),
  );
});

test("whole months have no edges, a piece of a month is all edge, and December is followed by January", () => {
  expect(spans({ from: "2026-01-01", to: "2026-03-01" })).toEqual({ months: { from: "2026-01-01", to: "2026-03-01" }, edges: [] });
  expect(spans({ from: "2026-01-30", to: "2026-02-03" })).toEqual({ months: { from: "2026-02-01", to: "2026-02-01" }, edges: [{ from: "2026-01-30", to: "2026-02-03" }] });
  expect(spans({ from: "2025-11-15", to: "2026-02-03" })).toEqual({
    months: { from: "2025-12-01", to: "2026-02-01" },
    edges: [{ from: "2025-11-15", to: "2025-12-01" }, { from: "2026-02-01", to: "2026-02-03" }],
  });
});
