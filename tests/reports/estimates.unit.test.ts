import fc from "fast-check";
import { absentEstimate } from "../../src/reports/domain/absent-estimate";
import { answerScores, type ScoreCounts } from "../../src/reports/domain/answer-score";
import { boundedCount, countEstimate } from "../../src/reports/domain/count-estimate";
import type { Estimate } from "../../src/reports/domain/estimate";
import { meanEstimate } from "../../src/reports/domain/mean-estimate";
import { npsEstimate } from "../../src/reports/domain/nps-estimate";
import { quantileEstimate } from "../../src/reports/domain/quantile-estimate";
import { ratioEstimate } from "../../src/reports/domain/ratio-estimate";
import { shareEstimate } from "../../src/reports/domain/share-estimate";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { logBucket } from "../../src/statistics/log-bucket";

const THRESHOLDS = currentThresholds(10);

describe("shares", () => {
  test("CSAT 160 of 200 is 80.0 % (73.9–85.0), and full", () => {
    const share = shareEstimate(160, 200, "ANSWERS", THRESHOLDS);
    expect(share).toMatchObject({ unit: "SHARE", value: 0.8, confidence: 0.95, n: 200, effectiveN: 200, method: "WILSON", quality: "FULL", suppressed: false, reasons: [] });
    expect(share.low).toBeCloseTo(0.7391448134, 9);
    expect(share.high).toBeCloseTo(0.8495479907, 9);
  });

  test.each([
    [1, "NONE", true], [9, "NONE", true], [10, "LOW_CONFIDENCE", false], [29, "LOW_CONFIDENCE", false],
    [30, "MODERATE", false], [99, "MODERATE", false], [100, "FULL", false],
  ])("of %d answers: %s", (n, quality, suppressed) => {
    expect(shareEstimate(1, n, "ANSWERS", THRESHOLDS)).toMatchObject({ quality, suppressed, value: suppressed ? null : 1 / n });
  });

  test("what is hidden tells nothing: no value, no interval, no n", () => {
    expect(shareEstimate(3, 9, "ANSWERS", THRESHOLDS)).toEqual(absentEstimate("SHARE", "WILSON", "SMALL_CELL"));
    expect(absentEstimate("SHARE", "WILSON", "SMALL_CELL")).toMatchObject({ value: null, low: null, high: null, n: null, effectiveN: null, suppressed: true });
  });

  test("few transactions are told, and marked", () => {
    expect(shareEstimate(1, 4, "LOG", THRESHOLDS)).toMatchObject({ value: 0.25, n: 4, quality: "LOW_CONFIDENCE", suppressed: false, reasons: ["FEW_OBSERVATIONS"] });
  });

  test("nobody is not 0 %", () => {
    expect(shareEstimate(0, 0, "LOG", THRESHOLDS)).toMatchObject({ value: null, n: 0, reasons: ["NO_DATA"] });
    expect(shareEstimate(0, 0, "LOG", THRESHOLDS, { ifNone: "NOT_MEASURED" })).toMatchObject({ value: null, reasons: ["NOT_MEASURED"], suppressed: false });
    expect(shareEstimate(0, 50, "LOG", THRESHOLDS)).toMatchObject({ value: 0, low: 0, n: 50 });
  });

  test("counts that contradict each other are not smoothed over", () => {
    expect(() => shareEstimate(3, 2, "LOG", THRESHOLDS)).toThrow(RangeError);
  });
});

test("means: t interval, clipped, none for one answer", () => {
  const mean = meanEstimate([5, 10, 25, 90, 70], 1, THRESHOLDS);
  expect(mean).toMatchObject({ unit: "SCORE", value: 4.05, n: 200, method: "T", quality: "FULL" });
  expect(mean.low).toBeCloseTo(3.917569496, 7);
  expect(mean.high).toBeCloseTo(4.182430504, 7);
  expect(meanEstimate([0, 0, 0, 9, 0], 1, THRESHOLDS)).toMatchObject({ value: null, suppressed: true, reasons: ["SMALL_CELL"] });
  expect(meanEstimate([0, 0, 0, 0, 0], 1, THRESHOLDS)).toMatchObject({ value: null, suppressed: false, reasons: ["NO_DATA"] });
  expect(meanEstimate([0, 0, 0, 1, 0], 1, currentThresholds(1))).toMatchObject({ value: 4, low: null, high: null, confidence: null, reasons: ["NO_INTERVAL"] });
});

test("NPS: raw value, adjusted Wald interval", () => {
  const counts = [100, 0, 50, 0, 50, 0, 0, 100, 200, 250, 250];
  const nps = npsEstimate(counts, THRESHOLDS);
  expect(nps).toMatchObject({ unit: "NET_SCORE", value: 30, n: 1000, method: "NPS_ADJ_WALD" });
  expect([nps.low, nps.high]).toEqual([expect.closeTo(25.07700027, 6), expect.closeTo(34.74353811, 6)]);
  expect(npsEstimate([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], THRESHOLDS)).toMatchObject({ value: null, suppressed: true });
});

test("durations: quantile within 1 %, order statistics, open ends where there are few", () => {
  const hundred = { counts: new Map(Array.from({ length: 100 }, (_, i) => [logBucket(2 ** (i / 8)), 1])), zeros: 0 };
  const median = quantileEstimate(hundred, 0.5, THRESHOLDS);
  expect(median).toMatchObject({ unit: "SECONDS", n: 100, method: "ORDER_STATISTIC", reasons: [] });
  const within = (value: number | null, exact: number): void => {
    expect(Math.abs((value ?? NaN) - exact)).toBeLessThanOrEqual(0.01 * exact);
  };
  within(median.value, 2 ** (49 / 8));
  within(median.low, 2 ** (39 / 8)); // rank 40
  within(median.high, 2 ** (60 / 8)); // rank 61
  const three = { counts: new Map([[0, 3]]), zeros: 0 };
  expect(quantileEstimate(three, 0.9, THRESHOLDS)).toMatchObject({ low: expect.closeTo(0.99, 9), high: null, confidence: 0.95, reasons: ["OPEN_INTERVAL", "FEW_OBSERVATIONS"] });
  expect(quantileEstimate(three, 0.5, THRESHOLDS)).toMatchObject({ low: null, high: null, confidence: null });
  expect(quantileEstimate({ counts: new Map(), zeros: 12 }, 0.5, THRESHOLDS)).toMatchObject({ value: 0, low: 0, high: 0 });
  expect(quantileEstimate({ counts: new Map(), zeros: 0 }, 0.5, THRESHOLDS)).toMatchObject({ value: null, reasons: ["NO_DATA"] });
});

test("counts are exact, bounds have no value, ratios no interval", () => {
  expect(countEstimate(0)).toMatchObject({ value: 0, low: 0, high: 0, confidence: null, quality: "FULL" });
  expect(boundedCount(7, 19)).toMatchObject({ value: null, low: 7, high: 19, n: null, reasons: ["STEPS_OVERLAP"], suppressed: false });
  expect(boundedCount(7, 7)).toEqual(countEstimate(7));
  expect(ratioEstimate(15, 10, THRESHOLDS)).toMatchObject({ value: 1.5, low: null, high: null, reasons: ["NO_INTERVAL"] });
});

describe("scores of answers", () => {
  const answers = (instrumentCode: string, counts: readonly number[], more: Partial<ScoreCounts> = {}): ScoreCounts => ({ instrumentCode, instrumentVersion: 1, mode: "WEB", counts, waiting: false, ...more });
  const FIVE = [0, 5, 10, 25, 90, 70, 0, 0, 0, 0, 0];

  test("instruments, versions and modes are never added up", () => {
    const rows = [answers("CES5_EFFORT", FIVE), answers("CES5_EASE", FIVE), answers("CES5_EASE", FIVE, { instrumentVersion: 2 }), answers("CES5_EASE", FIVE, { mode: "KIOSK" }), answers("CES5_EASE", FIVE)];
    const scores = answerScores("CES", rows, "AFTER_OUTCOME", THRESHOLDS, "NO_DATA");
    expect(scores.map(({ instrument, version, mode, share }) => [instrument, version, mode, share.n, share.value])).toEqual([
      ["CES5_EASE", 2, "WEB", 200, 0.8],
      ["CES5_EASE", 1, "KIOSK", 200, 0.8],
      ["CES5_EASE", 1, "WEB", 400, 0.8],
      // Low effort is good, and the mean is not turned round.
      ["CES5_EFFORT", 1, "WEB", 200, 0.075],
    ]);
    expect(scores[3]).toMatchObject({ favourable: [1, 2], mean: { value: 4.05 } });
  });

  test("a seven-point scale counts its upper three", () => {
    const [score] = answerScores("CES", [answers("CES7", [0, 4, 6, 10, 20, 40, 70, 50])], "AFTER_OUTCOME", THRESHOLDS, "NO_DATA");
    expect(score).toMatchObject({ favourable: [5, 6, 7], share: { value: 0.8 }, mean: { value: 5.48 }, net: null });
  });

  test("nobody answered: the default instrument, and why", () => {
    expect(answerScores("NPS", [], "AFTER_OUTCOME", THRESHOLDS, "NOT_ASKED")).toMatchObject([
      { instrument: "NPS11", version: null, mode: null, share: { value: null, reasons: ["NOT_ASKED"] }, net: { value: null, reasons: ["NOT_ASKED"], unit: "NET_SCORE" } },
    ]);
  });

  test("answers that wait are hidden; with others there, they are announced", () => {
    const none = FIVE.map(() => 0);
    expect(answerScores("CSAT", [answers("CSAT5", none, { waiting: true })], "AFTER_OUTCOME", THRESHOLDS, "NO_DATA")).toMatchObject([{ version: 1, share: { value: null, suppressed: true } }]);
    expect(answerScores("CSAT", [answers("CSAT5", FIVE, { waiting: true })], "AFTER_OUTCOME", THRESHOLDS, "NO_DATA")).toMatchObject([{ share: { value: 0.8, reasons: ["ANSWERS_WAITING"] } }]);
  });
});

test("property: the value lies in its interval, and nothing is both hidden and told", () => {
  const told = ({ value, low, high, suppressed, quality }: Estimate): boolean =>
    value === null ? quality === "NONE" && low === null && high === null : !suppressed && quality !== "NONE" && (low ?? -Infinity) <= value + 1e-12 && value <= (high ?? Infinity) + 1e-12;
  const counts = fc.array(fc.nat(60), { minLength: 11, maxLength: 11 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 40 }), (scores, minimumCell) => {
      const thresholds = currentThresholds(minimumCell);
      const n = scores.reduce((a, b) => a + b, 0);
      const share = shareEstimate(scores[10] ?? 0, n, "ANSWERS", thresholds);
      const all = [share, meanEstimate(scores, 0, thresholds), quantileEstimate({ counts: new Map(scores.map((count, key) => [key, count])), zeros: 1 }, 0.9, thresholds)];
      return all.every(told) && share.suppressed === (n > 0 && n < minimumCell);
    }),
  );
});
