import { answersEffect, type PieceCounts } from "../../src/improvement/domain/answers-effect";
import { readingOf } from "../../src/reports/domain/measure";
import { currentThresholds } from "../../src/reports/domain/thresholds";

const THRESHOLDS = currentThresholds(10);
const csat = readingOf("CSAT5");
const effort = readingOf("CES5_EFFORT");
if (csat === undefined || effort === undefined) throw new Error("an instrument is gone");

/** A hundred answers a week, of which so many are satisfied (or say that it was little effort). */
const weeks = (satisfied: readonly number[]): PieceCounts[] => satisfied.map((good) => [0, 100 - good, 0, 0, 0, good]);
const flat = (level: number, n: number): number[] => Array.from({ length: n }, (_, week) => level + (week % 2));

test("a comparison that drifted away before is none, however large the difference after", () => {
  const drifting = Array.from({ length: 12 }, (_, week) => 40 + 4 * week);
  const found = answersEffect({ reading: csat, before: 6, treated: weeks(drifting), control: weeks(flat(50, 12)) }, THRESHOLDS);
  expect(found).toMatchObject({ label: "DIFFERENCE_BETWEEN_PERIODS", refused: [{ label: "ESTIMATED_EFFECT", code: "PRE_TREND" }, { label: "CHANGE_AFTER_DATE", code: "TOO_FEW_POINTS" }] });
});

test("a comparison that went side by side to the last answer is one, whatever the rounding", () => {
  const before = [22, 26, 24, 18, 15, 14, 27, 34];
  const treated = weeks([...before, ...before.map((level) => level + 40)]);
  const control = weeks([...before, ...before].map((level) => level + 1));
  expect(answersEffect({ reading: csat, before: 8, treated, control }, THRESHOLDS)).toMatchObject({ label: "ESTIMATED_EFFECT", effect: { value: expect.closeTo(0.4, 9) } });
});

test("a trend that the series had anyway is no change after the date", () => {
  const climbing = Array.from({ length: 20 }, (_, week) => 20 + 2 * week + (week % 2));
  const found = answersEffect({ reading: csat, before: 10, treated: weeks(climbing), control: "NO_COMPARISON" }, THRESHOLDS);
  expect(found).toMatchObject({ label: "CHANGE_AFTER_DATE", verdict: "UNCHANGED" });
  expect(found.effect.low).toBeLessThan(0);
  expect(found.effect.high).toBeGreaterThan(0);
});

test("what happened to both is no effect", () => {
  const both = [...flat(50, 8), ...flat(80, 8)];
  const found = answersEffect({ reading: csat, before: 8, treated: weeks(both), control: weeks(both) }, THRESHOLDS);
  expect(found.effect.value === null || Math.abs(found.effect.value) < 1e-9 || found.label !== "ESTIMATED_EFFECT").toBe(true);
  expect(found.label === "ESTIMATED_EFFECT" ? found.verdict : "UNCHANGED").toBe("UNCHANGED");
});

test("a comparison that was asked otherwise, or answers too few to tell, are said by name", () => {
  const treated = weeks([...flat(50, 6), ...flat(80, 6)]);
  const none = treated.map(() => []);
  expect(answersEffect({ reading: csat, before: 6, treated, control: none }, THRESHOLDS).refused).toContainEqual({ label: "ESTIMATED_EFFECT", code: "COMPARISON_ASKED_OTHERWISE" });
  const few = treated.map((_, week) => (week === 11 ? [0, 0, 0, 0, 0, 5] : week < 6 ? weeks([50])[0] ?? [] : []));
  expect(answersEffect({ reading: csat, before: 6, treated, control: few }, THRESHOLDS).refused).toContainEqual({ label: "ESTIMATED_EFFECT", code: "TOO_FEW_POINTS" });
});

test("where low is good, less is better", () => {
  const found = answersEffect({ reading: effort, before: 6, treated: weeks([...flat(80, 6), ...flat(30, 6)]), control: weeks(flat(80, 12)) }, THRESHOLDS);
  expect(found).toMatchObject({ label: "ESTIMATED_EFFECT", verdict: "IMPROVED", effect: { unit: "SCORE", method: "DID" } });
  expect(found.effect.value).toBeLessThan(-1.5);
});
