import { rakedEstimate, type WeighedCell } from "../../src/reports/domain/raked-estimate";
import { currentThresholds } from "../../src/reports/domain/thresholds";

const THRESHOLDS = currentThresholds(10);

/** Respondents of one channel and one language, `favourable` of them in favour, spread over the groups. */
function people(channel: string, language: string, n: number, favourable: number): readonly WeighedCell[] {
  return Array.from({ length: n }, (_, at) => ({ by: { channel, language }, group: at % 32, n: 1, weight: 1, weightSquares: 1, favourable: at < favourable ? 1 : 0 }));
}
const ask = (cells: readonly WeighedCell[], population: Parameters<typeof rakedEstimate>[1]) => rakedEstimate(cells, population, THRESHOLDS, []);

test("respondents like everybody weigh alike: the share as it is, and nothing is lost", () => {
  const { estimate, designEffect } = ask([...people("WEB", "ar", 60, 30), ...people("POST", "ar", 40, 30)], { channel: { WEB: 600, POST: 400 } });
  expect(estimate.value).toBeCloseTo(0.6, 12);
  expect(designEffect).toBeCloseTo(1, 12);
  expect(estimate.effectiveN).toBeCloseTo(100, 9);
});

test("two margins at once are both reproduced", () => {
  const cells = [...people("WEB", "ar", 50, 50), ...people("WEB", "en", 30, 0), ...people("POST", "ar", 30, 0), ...people("POST", "en", 30, 0)];
  const { estimate, margins } = ask(cells, { channel: { WEB: 50, POST: 50 }, language: { ar: 70, en: 30 } });
  expect(margins).toEqual(["channel", "language"]);
  // The share of web and Arabic together under raking keeps the odds ratio of the respondents: x(x − 0.2) ÷ (0.5 − x)(0.7 − x) = 50 · 30 ÷ 30 · 30.
  const x = estimate.value ?? 0;
  expect((x * (x - 0.2)) / ((0.5 - x) * (0.7 - x))).toBeCloseTo(5 / 3, 6);
});

test("the jackknife's interval holds the figure, and without groups Wilson's does", () => {
  const cells = [...people("WEB", "ar", 60, 30), ...people("POST", "ar", 40, 30)];
  const population = { channel: { WEB: 500, POST: 500 } };
  const [jackknifed, plain] = [ask(cells, population).estimate, ask(cells.map((cell) => ({ ...cell, group: null })), population).estimate];
  for (const { value, low, high } of [jackknifed, plain]) expect([(low ?? 1) < (value ?? 0), (high ?? 0) > (value ?? 1), (high ?? 1) - (low ?? 0) < 0.35]).toEqual([true, true, true]);
  expect(plain.low).not.toBe(jackknifed.low);
});

test("few respondents are weighed together with others; a large group without any is no zero; a small one may be missing", () => {
  const cells = [...people("WEB", "ar", 60, 30), ...people("POST", "ar", 25, 25), ...people("CHAT", "ar", 5, 5)];
  expect(ask(cells, { channel: { WEB: 600, POST: 300, CHAT: 100 } }).margins).toEqual(["channel"]);
  expect(ask(cells, { channel: { WEB: 600, POST: 300, CHAT: 50, KIOSK: 50 } })).toMatchObject({ missing: ["channel"], estimate: { value: null, reasons: ["NO_RESPONDENTS"] } });
  expect(ask(cells, { channel: { WEB: 600, POST: 300, CHAT: 90, KIOSK: 10 } }).missing).toEqual([]);
  expect(ask(people("WEB", "ar", 60, 30), { channel: { WEB: 600 } }).estimate).toMatchObject({ value: null, reasons: ["NOTHING_TO_WEIGH"] });
});

test("too few to show are not shown, and none is no data", () => {
  expect(ask(people("WEB", "ar", 9, 3), { channel: { WEB: 9 } }).estimate).toMatchObject({ value: null, n: null, reasons: ["SMALL_CELL"], suppressed: true });
  expect(ask([], { channel: { WEB: 9 } }).estimate).toMatchObject({ value: null, reasons: ["NO_DATA"] });
});

test("weights that cost two thirds of the answers are not used", () => {
  const { estimate, designEffect } = ask([...people("WEB", "ar", 400, 200), ...people("POST", "ar", 20, 20)], { channel: { WEB: 10, POST: 990 } });
  expect(estimate).toMatchObject({ value: null, reasons: ["WEIGHTS_UNEQUAL"] });
  expect(designEffect).toBeGreaterThan(3);
});
