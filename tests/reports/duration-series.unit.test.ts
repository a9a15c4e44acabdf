import { type DatedDurations, durationPoints } from "../../src/reports/domain/duration-series";
import { pieces } from "../../src/reports/domain/interval";
import { currentThresholds } from "../../src/reports/domain/thresholds";

const PIECES = pieces({ from: "2026-03-03", to: "2026-03-20" }, "WEEK", 10) ?? [];

const row = (calendar: DatedDurations["calendar"], day: string, n: number): DatedDurations => ({ calendar, day, turn: null, buckets: new Map(), zeros: n, n, totalMs: 0 });

test("a day stands in the piece that holds it, the first and the last of each too", () => {
  const days = ["2026-03-03", "2026-03-07", "2026-03-08", "2026-03-14", "2026-03-15", "2026-03-19"];
  const points = durationPoints(days.map((day, i) => row("CLOCK", day, 10 ** i)), PIECES, currentThresholds(5));
  expect(points.map(({ from, to, clock }) => [from, to, clock.median.n])).toEqual([["2026-03-03", "2026-03-08", 11], ["2026-03-08", "2026-03-15", 1_100], ["2026-03-15", "2026-03-20", 110_000]]);
});

test("without a calendar working time is not measured; where nothing ended there is no data; a smaller n where some have none", () => {
  const points = durationPoints([row("CLOCK", "2026-03-03", 40), row("CLOCK", "2026-03-16", 40), row("WORKING", "2026-03-16", 30)], PIECES, currentThresholds(5));
  expect(points.map(({ clock, working }) => [clock.median.n, clock.median.reasons, working.median.n, working.p90.reasons[0]])).toEqual([[40, [], 0, "NOT_MEASURED"], [0, ["NO_DATA"], 0, "NO_DATA"], [40, [], 30, "OPEN_INTERVAL"]]);
});
