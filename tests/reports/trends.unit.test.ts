import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readingOf } from "../../src/reports/domain/measure";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { shareChart, valueChart } from "../../src/reports/domain/trends/control-chart";
import { type Comparison, lineChange } from "../../src/reports/domain/trends/line-change";
import { mixShifts } from "../../src/reports/domain/trends/mix-shift";
import { binomialCdf } from "../../src/statistics/binomial-cdf";
import { sharedData } from "../support/shared-data";

const THRESHOLDS = currentThresholds(10);
const SAME: Comparison = { before: { from: "2026-01-01", to: "2026-02-01" }, after: { from: "2026-02-01", to: "2026-03-01" }, shifts: [], namedPeriods: [] };
const csat = readingOf("CSAT5");
const effort = readingOf("CES5_EFFORT");
const ease = readingOf("CES5_EASE");
if (csat === undefined || effort === undefined || ease === undefined) throw new Error("an instrument is gone");

/** `counts[score]` from those of the scores 1–5. */
const five = (...counts: readonly number[]) => ({ counts: [0, ...counts], byChannel: null });

/** A small generator, so that every run sees the same draws. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe("the verdict on a change", () => {
  test("better or worse, beyond chance and by enough to matter", () => {
    expect(lineChange(csat, five(5, 5, 10, 40, 40), five(20, 20, 20, 20, 20), SAME, THRESHOLDS)).toMatchObject({ statistic: "SHARE", verdict: "IMPROVED", difference: { value: 0.4, method: "NEWCOMBE", n: 100, effectiveN: 100 } });
    expect(lineChange(csat, five(20, 20, 20, 20, 20), five(5, 5, 10, 40, 40), SAME, THRESHOLDS).verdict).toBe("WORSENED");
    expect(lineChange(ease, five(5, 5, 10, 40, 40), five(20, 20, 20, 20, 20), SAME, THRESHOLDS)).toMatchObject({ statistic: "MEAN", verdict: "IMPROVED", difference: { method: "WELCH" } });
  });

  test("more effort is worse, though the number is higher", () => {
    expect(lineChange(effort, five(5, 5, 10, 40, 40), five(20, 20, 20, 20, 20), SAME, THRESHOLDS).verdict).toBe("WORSENED");
  });

  test("a change beyond chance that matters to nobody is none", () => {
    const verdict = lineChange(ease, five(0, 0, 0, 40_000, 60_000), five(0, 0, 0, 45_000, 55_000), SAME, THRESHOLDS);
    expect(verdict.difference.low).toBeGreaterThan(0);
    expect(verdict.verdict).toBe("UNCHANGED");
  });

  test("below thirty on one side nothing is said, and below the minimum cell nothing is told", () => {
    expect(lineChange(csat, five(0, 0, 0, 0, 29), five(29, 0, 0, 0, 60), SAME, THRESHOLDS).verdict).toBe("NOT_ENOUGH");
    expect(lineChange(csat, five(0, 0, 0, 0, 9), five(29, 0, 0, 0, 60), SAME, THRESHOLDS)).toMatchObject({ verdict: "NOT_ENOUGH", difference: { value: null, reasons: ["SMALL_CELL"] } });
    expect(lineChange(csat, five(), five(29, 0, 0, 0, 60), SAME, THRESHOLDS)).toMatchObject({ verdict: "NOT_ENOUGH", difference: { value: null, reasons: ["NO_DATA"] } });
  });

  test("where the channels moved, the change may be theirs: with them held still it goes away", () => {
    const shifts = mixShifts([{ serviceId: "s", channel: "WEB", before: 100, after: 20 }, { serviceId: "s", channel: "SERVICE_CENTRE", before: 100, after: 180 }], { before: { invited: 0, answered: 0 }, after: { invited: 0, answered: 0 } });
    expect(shifts).toEqual([
      { by: "CHANNEL", what: "SERVICE_CENTRE", before: 0.5, after: 0.9 },
      { by: "CHANNEL", what: "WEB", before: 0.5, after: 0.1 },
    ]);
    // Nine in ten are satisfied on the web and one in ten at the counter, then as now.
    const told = (web: number, counter: number) => ({ counts: [0, web / 10 + 0.9 * counter, 0, 0, 0, 0.9 * web + counter / 10], byChannel: new Map([["WEB", [0, web / 10, 0, 0, 0, 0.9 * web]], ["SERVICE_CENTRE", [0, 0.9 * counter, 0, 0, 0, counter / 10]]]) });
    const change = lineChange(csat, told(20, 180), told(100, 100), { ...SAME, shifts }, THRESHOLDS);
    expect(change).toMatchObject({ verdict: "CHANGED_MIX_DIFFERS", difference: { value: expect.closeTo(-0.32, 9) }, standardised: { value: expect.closeTo(0, 9), method: "STANDARDISED" } });
    const untold = lineChange(csat, { ...told(20, 180), byChannel: null }, told(100, 100), { ...SAME, shifts }, THRESHOLDS);
    expect(untold.standardised).toMatchObject({ value: null, reasons: ["NOT_TOLD_BY_CHANNEL"] });
  });

  test("a response rate that moved by ten points is named; one of which nothing is known is not", () => {
    expect(mixShifts([], { before: { invited: 100, answered: 30 }, after: { invited: 100, answered: 45 } })).toEqual([{ by: "RESPONSE_RATE", what: null, before: 0.3, after: 0.45 }]);
    expect(mixShifts([], { before: { invited: 0, answered: 0 }, after: { invited: 100, answered: 45 } })).toEqual([]);
    expect(mixShifts([{ serviceId: "a", channel: "WEB", before: 10, after: 90 }, { serviceId: "b", channel: "WEB", before: 90, after: 10 }], { before: { invited: 0, answered: 0 }, after: { invited: 0, answered: 0 } }, new Map([["a", "X/A"]]))).toMatchObject([{ by: "SERVICE", what: "b" }, { by: "SERVICE", what: "X/A" }]);
  });

  // Not drawn but added up: of every pair of samples how likely it is, and what is said of it.
  test.each([[30, 0.5], [30, 0.7], [60, 0.5], [60, 0.8], [100, 0.5], [100, 0.9], [200, 0.5]])("under no change, %s people on either side at a share of %s, satisfaction is called improved or worsened at most five times in a hundred", (n, share) => {
    const chance = Array.from({ length: n + 1 }, (_, x) => binomialCdf(x, n, share) - (x === 0 ? 0 : binomialCdf(x - 1, n, share)));
    let called = 0;
    for (const [after, p] of chance.entries()) {
      for (const [before, q] of chance.entries()) {
        if (p * q < 1e-12) continue;
        const { verdict } = lineChange(csat, five(n - after, 0, 0, 0, after), five(n - before, 0, 0, 0, before), SAME, THRESHOLDS);
        if (verdict === "IMPROVED" || verdict === "WORSENED") called += p * q;
      }
    }
    expect(called).toBeLessThanOrEqual(0.05);
    expect(called).toBeGreaterThan(0.02);
  });

  test.each([30, 60, 200])("under no change, %s people on either side, ease is called easier or harder at most five times in a hundred", (n) => {
    const random = seeded(n);
    const shares = [0.05, 0.1, 0.15, 0.4, 0.3];
    const draw = () => {
      const counts = [0, 0, 0, 0, 0];
      for (let person = 0; person < n; person++) {
        let [at, left] = [0, random()];
        while (at < 4 && left >= (shares[at] ?? 0)) left -= shares[at++] ?? 0;
        counts[at] = (counts[at] ?? 0) + 1;
      }
      return five(...counts);
    };
    const runs = 4_000;
    const called = Array.from({ length: runs }, () => lineChange(ease, draw(), draw(), SAME, THRESHOLDS).verdict).filter((verdict) => verdict === "IMPROVED" || verdict === "WORSENED").length;
    expect(called / runs).toBeLessThanOrEqual(0.05);
    expect(called).toBeGreaterThan(0);
  });
});

describe("control charts", () => {
  test("so many answers that every week lies outside a p-chart: p′ is drawn, and none does", () => {
    const file = process.env["VECTORS"] ?? join(dirname(sharedData("README.md")), "../vectors/vectors.json");
    const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: { id: string; input: { x: number[]; n: number[] } }[] };
    const input = vectors.find(({ id }) => id === "laney-pprime-nhs")?.input;
    const weeks = (input?.x ?? []).map((x, index) => ({ from: `2026-${String(index + 10)}`, x, n: input?.n[index] ?? 0 }));
    expect(weeks).toHaveLength(20);
    const chart = shareChart(weeks);
    expect(chart).toMatchObject({ kind: "P_PRIME", trial: false, baselinePoints: 20, sigmaZ: expect.closeTo(10.640, 3) });
    expect(chart?.points.filter(({ outside }) => outside)).toEqual([]);
  });

  test("none below twelve points, trial limits below twenty, a frozen baseline of twenty-four", () => {
    const weeks = (n: number) => Array.from({ length: n }, (_, index) => ({ from: `day ${String(index)}`, x: 80 + (index % 3), n: 100 }));
    expect(shareChart(weeks(11))).toBeNull();
    expect(shareChart(weeks(12))).toMatchObject({ kind: "P", trial: true, baselinePoints: 12, sigmaZ: null, runs: { unusual: false } });
    expect(shareChart(weeks(20))).toMatchObject({ trial: false, baselinePoints: 20 });
    expect(shareChart([...weeks(24), { from: "late", x: 20, n: 100 }])).toMatchObject({ baselinePoints: 24, centre: expect.closeTo(0.81, 9) });
    expect(shareChart([...weeks(24), { from: "late", x: 20, n: 100 }])?.points.filter(({ outside }) => outside)).toMatchObject([{ from: "late" }]);
    expect(valueChart(weeks(11).map(({ from, x }) => ({ from, value: x })), { min: 0, max: 100 })).toBeNull();
  });

  test("a slow drift of a mean is found though no point lies outside, and where it began", () => {
    const wobble = [0, 0.1, -0.1, 0.05, -0.05];
    const months = Array.from({ length: 36 }, (_, index) => ({ from: `month ${String(index)}`, value: 3.5 + (wobble[index % 5] ?? 0) + (index >= 24 ? -0.12 : 0) }));
    const chart = valueChart(months, { min: 1, max: 5 });
    expect(chart?.points.filter(({ outside }) => outside)).toEqual([]);
    expect(chart?.drift?.began).toMatch(/^month 2[4-7]$/u);
  });

  test("limits stay on the scale, and what never varies has limits without width and no drift", () => {
    const flat = Array.from({ length: 12 }, (_, index) => ({ from: String(index), value: 5 }));
    expect(valueChart(flat, { min: 1, max: 5 })).toMatchObject({ centre: 5, runs: null, drift: null, points: expect.arrayContaining([expect.objectContaining({ low: 5, high: 5, outside: false })]) });
    expect(shareChart(Array.from({ length: 12 }, (_, index) => ({ from: String(index), x: 10, n: 10 })))).toMatchObject({ kind: "P", centre: 1, drift: null });
  });
});
