import { readFileSync } from "node:fs";
import fc from "fast-check";
import { agrestiCaffo } from "../../src/statistics/agresti-caffo";
import { brunnerMunzelFromCounts } from "../../src/statistics/brunner-munzel-from-counts";
import { didFromMoments } from "../../src/statistics/did-from-moments";
import { didProportions } from "../../src/statistics/did-proportions";
import { itsPoisson } from "../../src/statistics/its-poisson";
import { itsSegmented } from "../../src/statistics/its-segmented";
import { laneyPPrime } from "../../src/statistics/laney-p-prime";
import { mannWhitneyFromCounts } from "../../src/statistics/mann-whitney-from-counts";
import { medianRuns } from "../../src/statistics/median-runs";
import { neweyWest } from "../../src/statistics/newey-west";
import { npsDifference } from "../../src/statistics/nps-difference";
import { pChart } from "../../src/statistics/p-chart";
import { ratingSummary } from "../../src/statistics/rating-summary";
import { rescale } from "../../src/statistics/rescale";
import { runRules } from "../../src/statistics/run-rules";
import { scaleIndex } from "../../src/statistics/scale-index";
import { tabularCusum } from "../../src/statistics/tabular-cusum";
import { twoProportion } from "../../src/statistics/two-proportion";
import { welch } from "../../src/statistics/welch";
import { welchFromMoments } from "../../src/statistics/welch-from-moments";
import { xmrChart } from "../../src/statistics/xmr-chart";
import { sharedData } from "../support/shared-data";

const share = fc.integer({ min: 1, max: 5_000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const moments = fc.record({ n: fc.integer({ min: 2, max: 5_000 }), mean: fc.double({ min: -50, max: 50, noNaN: true }), sd: fc.double({ min: 0.01, max: 20, noNaN: true }) });
const counts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 5, maxLength: 5 }).filter((all) => all.reduce((sum, count) => sum + count, 0) >= 2);
const close = (a: number, b: number, tolerance = 1e-9): boolean => Math.abs(a - b) <= tolerance * (1 + Math.abs(a));

describe("twoProportion", () => {
  test("holds the difference, inside [−1, 1], and turns round with its samples", () => {
    fc.assert(
      fc.property(share, share, ([x1, n1], [x2, n2]) => {
        const [there, back] = [twoProportion(x1, n1, x2, n2), twoProportion(x2, n2, x1, n1)];
        if (there === null || back === null) return false;
        const { low, high } = there.newcombe;
        return -1 <= low && low <= there.diff && there.diff <= high && high <= 1 && close(low, -back.newcombe.high) && close(there.z ?? 0, -(back.z ?? 0));
      }),
    );
  });

  test("of the same share twice holds 0, and two of nothing say nothing", () => {
    fc.assert(fc.property(share, ([x, n]) => (twoProportion(x, n, x, n)?.newcombe.low ?? 1) <= 0));
    expect(twoProportion(0, 0, 1, 2)).toBeNull();
    expect(agrestiCaffo(0, 0, 1, 2)).toBeNull();
    expect(twoProportion(0, 20, 0, 30)).toMatchObject({ diff: 0, z: null, p: null });
  });

  test("is what MOVER makes of two cells", () => {
    const found = twoProportion(56, 70, 48, 80);
    const none = { x: 1e9 / 2, n: 1e9 };
    const did = didProportions({ treatedAfter: { x: 56, n: 70 }, treatedBefore: { x: 48, n: 80 }, controlAfter: none, controlBefore: none });
    expect(did?.mover.low).toBeCloseTo(found?.newcombe.low ?? NaN, 4);
    expect(didProportions({ treatedAfter: { x: 0, n: 0 }, treatedBefore: none, controlAfter: none, controlBefore: none })).toBeNull();
  });
});

describe("means", () => {
  test("Welch turns round with its samples, and follows a change of units", () => {
    fc.assert(
      fc.property(moments, moments, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, factor) => {
        const scaled = ({ n, mean, sd }: typeof a): typeof a => ({ n, mean: mean * factor + 3, sd: sd * factor });
        const [one, back, other] = [welchFromMoments(a, b), welchFromMoments(b, a), welchFromMoments(scaled(a), scaled(b))];
        return one !== null && back !== null && other !== null && close(one.diff, -back.diff) && close(one.ci.low, -back.ci.high) && close(other.ci.low, one.ci.low * factor, 1e-6);
      }),
    );
  });

  test("what does not vary has no test, what is single no spread", () => {
    expect(welch([3, 3], [2, 2, 2])).toMatchObject({ diff: 1, t: null, p: null, ci: { low: 1, high: 1 } });
    expect(welch([3], [2, 2])).toBeNull();
    expect(welchFromMoments({ n: 1, mean: 3, sd: 0 }, { n: 5, mean: 3, sd: 1 })).toBeNull();
    const still = { n: 5, mean: 3, sd: 0 };
    expect(didFromMoments({ treatedAfter: { ...still, mean: 4 }, treatedBefore: still, controlAfter: still, controlBefore: still })).toMatchObject({ did: 1, t: null });
    expect(didFromMoments({ treatedAfter: { n: 1, mean: 1, sd: 0 }, treatedBefore: still, controlAfter: still, controlBefore: still })).toBeNull();
  });

  test("a comparison that does not move leaves the treated change", () => {
    fc.assert(
      fc.property(moments, moments, moments, (after, before, control) => {
        const found = didFromMoments({ treatedAfter: after, treatedBefore: before, controlAfter: control, controlBefore: control });
        return found !== null && close(found.did, after.mean - before.mean) && found.ci.low <= found.did && found.did <= found.ci.high;
      }),
    );
  });
});

describe("ordered answers", () => {
  test("Brunner–Munzel and Mann–Whitney agree on which is higher, and turn round", () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const [there, back, whitney] = [brunnerMunzelFromCounts(a, b), brunnerMunzelFromCounts(b, a), mannWhitneyFromCounts(b, a)];
        return there !== null && back !== null && whitney !== null && close(there.pSuperiority, 1 - back.pSuperiority) && close(there.pSuperiority, whitney.a);
      }),
    );
  });

  test("without overlap there is a direction and no test; all alike is one half", () => {
    expect(brunnerMunzelFromCounts([9, 0, 0], [0, 0, 9])).toEqual({ pSuperiority: 1, statistic: null, df: null, p: null, ci: null });
    expect(brunnerMunzelFromCounts([0, 9, 0], [0, 9, 0])).toMatchObject({ pSuperiority: 0.5, p: null });
    expect(brunnerMunzelFromCounts([1, 0], [5, 5])).toBeNull();
    expect(mannWhitneyFromCounts([0, 9], [0, 9])).toMatchObject({ a: 0.5, z: null });
    expect(mannWhitneyFromCounts([0, 0], [0, 9])).toBeNull();
    expect(Math.abs(mannWhitneyFromCounts([4, 6], [8, 2], { continuity: true })?.z ?? NaN)).toBeLessThan(Math.abs(mannWhitneyFromCounts([4, 6], [8, 2])?.z ?? NaN));
  });

  test("the difference of net scores turns round; of one kind only it has no test", () => {
    const net = fc.tuple(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 200 }));
    fc.assert(fc.property(net, net, (a, b) => close(npsDifference(a, b)?.diff ?? NaN, -(npsDifference(b, a)?.diff ?? NaN))));
    expect(npsDifference([5, 0, 0], [5, 0, 0])).toMatchObject({ diff: 0, z: null, p: null });
    expect(npsDifference([0, 0, 0], [5, 0, 0])).toBeNull();
  });

  test("rescaling there and back is where one was, and ends stay ends", () => {
    fc.assert(fc.property(fc.double({ min: 1, max: 5, noNaN: true }), (value) => close(rescale(rescale(value, [1, 5], [0, 10]), [0, 10], [1, 5]), value)));
    expect([rescale(1, [1, 7], [0, 100]), rescale(7, [1, 7], [0, 100])]).toEqual([0, 100]);
    expect(() => rescale(1, [1, 1], [0, 100])).toThrow(RangeError);
  });
});

describe("charts", () => {
  const points = fc.array(share, { minLength: 3, maxLength: 30 });

  test("limits hold the centre, inside [0, 1]; p′ is the p-chart times σz", () => {
    fc.assert(
      fc.property(points, (all) => {
        const [x, n] = [all.map(([count]) => count), all.map(([, size]) => size)];
        const [p, prime] = [pChart(x, n), laneyPPrime(x, n)];
        if (p === null) return false;
        const ordered = p.limits.every(({ low, high }) => 0 <= low && low <= p.centre && p.centre <= high && high <= 1);
        return ordered && (prime === null || prime.sigmaZ <= 1 || prime.outside.every((index) => p.outside.includes(index)));
      }),
    );
  });

  test("a frozen baseline takes no part of what comes after", () => {
    const [x, n] = [[10, 12, 11, 10, 90, 95], [100, 100, 100, 100, 100, 100]];
    expect(pChart(x, n, 4)).toMatchObject({ centre: 0.1075, outside: [4, 5] });
    expect(laneyPPrime(x, n, 4)?.outside).toEqual([4, 5]);
    expect(xmrChart(x, 4)?.outside).toEqual([4, 5]);
  });

  test("of values that never differ none lies outside", () => {
    for (let tenths = 1; tenths < 50; tenths += 1) expect(xmrChart(new Array<number>(12).fill(tenths / 10))).toMatchObject({ centre: tenths / 10, outside: [] });
  });

  test("what cannot be charted says nothing", () => {
    expect(pChart([], [])).toBeNull();
    expect(() => pChart([0], [0])).toThrow(RangeError);
    expect(laneyPPrime([1], [2])).toBeNull();
    expect(laneyPPrime([0, 0], [2, 2])).toBeNull();
    expect(xmrChart([4])).toBeNull();
    expect(tabularCusum([10, 10], 10, 0.5, 5).firstSignal).toBeNull();
    expect(tabularCusum([2, 2], 10, 0.5, 5)).toMatchObject({ firstSignal: 0, nMinusAtSignal: 1, nPlusAtSignal: 0 });
  });

  test("runs about the median: a shift is unusual, a saw is not, a flat line has none", () => {
    expect(medianRuns([1, 1.1, 1.2, 1, 1.3, 1.1, 1, 1.2, 2, 2.1, 2.2, 2, 2.1, 2.3, 2, 2.2])).toMatchObject({ longestRun: 8, crossings: 1, longestRunMax: 7, unusual: true });
    expect(medianRuns([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2])).toMatchObject({ longestRun: 1, crossings: 11, unusual: false });
    expect(medianRuns([1, 1, 1])).toBeNull();
    expect(medianRuns([])).toBeNull();
    expect(() => runRules(0)).toThrow(RangeError);
  });
});

describe("models", () => {
  test("a line without noise is found exactly, whatever the weights", () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }), fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 20, maxLength: 20 }), (level, slope, weights) => {
        const y = weights.map((_, index) => 10 + 0.3 * (index + 1) + (index >= 10 ? level + slope * (index - 9) : 0));
        const fit = itsSegmented(y, 10, { weights });
        return fit !== null && close(fit.coefficients[2] ?? NaN, level, 1e-7) && close(fit.coefficients[3] ?? NaN, slope, 1e-7) && close(fit.effect, level + 10 * slope, 1e-7);
      }),
    );
  });

  test("what the rows cannot carry is null", () => {
    expect(neweyWest([1, 2], [[1, 0], [1, 1]], 1)).toBeNull();
    expect(neweyWest([1, 2, 3, 4], [[1, 2], [1, 2], [1, 2], [1, 2]], 1)).toBeNull();
    expect(neweyWest([1, 2, 3], [[1, 0], [1, 0], [1, 0]], 1)).toBeNull();
    expect(itsSegmented([1, 2, 3, 4], 2)).toBeNull();
    expect(itsPoisson([1, 2], [1, 1], [[1, 0], [1, 1]])).toBeNull();
    expect(itsPoisson([1, 2, 3], [1, 0, 1], [[1], [1], [1]])).toBeNull();
    expect(itsPoisson([0, 0, 0], [1, 1, 1], [[1], [1], [1]])).toBeNull();
    expect(itsPoisson([1, 2, 3], [1, 1, 1], [[1, 1], [1, 1], [1, 1]])).toBeNull();
    expect(itsPoisson([4, 6], [1, 1], [[1], [1]])?.rateRatios[0]).toBeCloseTo(5, 9);
  });
});

/** A small generator, so that every run sees the same draws. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

test("under no change Newcombe's interval holds 0 in about 95 of 100 draws", () => {
  const random = seeded(20_260_401);
  const draw = (n: number, p: number): number => Array.from({ length: n }, random).filter((value) => value < p).length;
  let held = 0;
  for (let run = 0; run < 4_000; run++) {
    const found = twoProportion(draw(60, 0.8), 60, draw(45, 0.8), 45);
    if (found !== null && found.newcombe.low <= 0 && found.newcombe.high >= 0) held++;
  }
  expect(held / 4_000).toBeGreaterThan(0.94);
  expect(held / 4_000).toBeLessThan(0.975);
});

test("the United Kingdom's satisfaction counts give its published index, and none where nobody answered", () => {
  const { dataSource } = JSON.parse(readFileSync(sharedData("satisfaction/prison_visits_user_satisfaction.json"), "utf8")) as { dataSource: { data: Record<string, number>[] } };
  const index = (counts: readonly number[]): number | null => scaleIndex(ratingSummary(counts, 1).mean, 1, 5);
  const found = dataSource.data.map((week) => index([1, 2, 3, 4, 5].map((score) => week[`rating_${String(score)}`] ?? NaN)));
  expect(found.map((value) => ((value ?? NaN) / 100).toFixed(7))).toEqual(["0.8583333", "0.8623188"]);
  expect(found.map((value) => (value ?? NaN) / 100)).toEqual(dataSource.data.map(({ score }) => expect.closeTo(score ?? NaN, 12)));
  expect(index([0, 0, 0, 0, 0])).toBeNull();
});
