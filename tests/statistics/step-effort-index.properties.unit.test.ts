import fc from "fast-check";
import { checkEffortSignals } from "../../src/statistics/check-effort-signals";
import type { EffortEvidence, EffortShare, EffortSignal } from "../../src/statistics/effort-signal";
import { effortWeightCorners } from "../../src/statistics/effort-weight-corners";
import { stepEffortIndex } from "../../src/statistics/step-effort-index";
import { stepEffortIndexWeightRange } from "../../src/statistics/step-effort-index-weight-range";
import { FULL_SIGNALS } from "./vectors/step-effort-index";

// Points of 100: what rounding of sums of decimals may move.
const ROUNDING = 1e-9;

const pillar = fc.constantFrom("direct", "inferred", "indirect");
const goalposts = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 60 })).map(([low, width]) => ({ low: low / 100, high: (low + width) / 100 }));

/** Any configuration: one to nine signals, weights that sum to 1. */
const configuration: fc.Arbitrary<readonly EffortSignal[]> = fc
  .array(fc.tuple(pillar, fc.integer({ min: 1, max: 100 }), goalposts), { minLength: 1, maxLength: 9 })
  .map((rows) => {
    const total = rows.reduce((sum, [, weight]) => sum + weight, 0);
    return rows.map(([kind, weight, posts], index) => ({ name: `signal${String(index)}`, pillar: kind, weight: weight / total, ...posts }));
  });

const share: fc.Arbitrary<EffortShare> = fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true })).map(([n, part]) => ({ x: part * n, n }));

/** A configuration with evidence for some of its signals, perhaps none, and a correlation. */
const measured = configuration.chain((signals) =>
  fc.record({
    signals: fc.constant(signals),
    evidence: fc.tuple(...signals.map(() => fc.option(share, { nil: undefined }))).map((shares): EffortEvidence => Object.fromEntries(signals.map(({ name }, index) => [name, shares[index]]))),
    correlation: fc.double({ min: 0, max: 1, noNaN: true }),
    at: fc.nat(signals.length - 1),
  }),
);

const compute = (evidence: EffortEvidence, signals: readonly EffortSignal[], correlation: number): { index: number | null; low: number; high: number } => {
  const { index, interval } = stepEffortIndex(evidence, signals, 0.95, correlation);
  return { index, ...interval };
};

const nameAt = (signals: readonly EffortSignal[], at: number): string => signals[at]?.name ?? "";

describe("stepEffortIndex, the invariants of METHODS 5.3", () => {
  test("1: lies in its interval, and both in 0 to 100", () => {
    fc.assert(
      fc.property(measured, ({ signals, evidence, correlation }) => {
        const { index, low, high } = compute(evidence, signals, correlation);
        return 0 <= low && high <= 100 && (index === null || (low <= index + ROUNDING && index <= high + ROUNDING && index >= 0 && index <= 100));
      }),
      { numRuns: 2_000 },
    );
  });

  test("2: more burden never lowers the index or a limit", () => {
    fc.assert(
      fc.property(measured, fc.double({ min: 0, max: 1, noNaN: true }), ({ signals, evidence, correlation, at }, more) => {
        const name = nameAt(signals, at);
        const seen = evidence[name];
        if (seen === undefined) return true;
        const before = compute(evidence, signals, correlation);
        const after = compute({ ...evidence, [name]: { x: Math.min(seen.n, seen.x + more * (seen.n - seen.x)), n: seen.n } }, signals, correlation);
        return (after.index ?? 0) >= (before.index ?? 0) - ROUNDING && after.low >= before.low - ROUNDING && after.high >= before.high - ROUNDING;
      }),
      { numRuns: 2_000 },
    );
  });

  test("3: all equally burdened gives that burden, whatever part of it was measured", () => {
    fc.assert(
      fc.property(configuration, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 511 }), fc.integer({ min: 1, max: 5_000 }), (signals, burden, subset, n) => {
        const observed = signals.filter((_, index) => ((subset >> index) & 1) === 1);
        const evidence = Object.fromEntries(observed.map(({ name, low, high }) => [name, { x: Math.min(n, n * (low + burden * (high - low))), n }]));
        const { index } = compute(evidence, signals, 0.5);
        return observed.length === 0 ? index === null : Math.abs((index ?? NaN) - 100 * burden) < 1e-6;
      }),
    );
  });

  test("4, and what DESIGN 5 promises: a signal no longer declared never raises the lower limit and never lowers the upper one", () => {
    fc.assert(
      fc.property(measured, ({ signals, evidence, correlation, at }) => {
        const before = compute(evidence, signals, correlation);
        const after = compute({ ...evidence, [nameAt(signals, at)]: undefined }, signals, correlation);
        return after.low <= before.low + ROUNDING && after.high >= before.high - ROUNDING;
      }),
      { numRuns: 2_000 },
    );
  });

  test("5: more of the same never widens the interval", () => {
    fc.assert(
      fc.property(measured, fc.integer({ min: 2, max: 50 }), ({ signals, evidence, correlation }, times) => {
        const more = Object.fromEntries(Object.entries(evidence).map(([name, seen]) => [name, seen && { x: Math.min(seen.x * times, seen.n * times), n: seen.n * times }]));
        const [few, many] = [compute(evidence, signals, correlation), compute(more, signals, correlation)];
        return many.low >= few.low - ROUNDING && many.high <= few.high + ROUNDING;
      }),
      { numRuns: 2_000 },
    );
  });

  test("6: no evidence is no index between 0 and 100, never 0", () => {
    fc.assert(
      fc.property(configuration, (signals) => {
        const nothing = stepEffortIndex({ [nameAt(signals, 0)]: { x: 0, n: 0 } }, signals);
        expect(nothing).toEqual({ index: null, interval: { low: 0, high: 100 }, coverage: 0, missingPoints: 100, grade: null, parts: [] });
      }),
    );
  });

  test("7: contributions sum to the index", () => {
    fc.assert(
      fc.property(measured, ({ signals, evidence, correlation }) => {
        const { index, parts } = stepEffortIndex(evidence, signals, 0.95, correlation);
        return index === null || Math.abs(parts.reduce((sum, { contribution }) => sum + contribution, 0) - index) < 1e-6;
      }),
    );
  });

  test("8: the order of the signals does not matter", () => {
    fc.assert(
      fc.property(measured, ({ signals, evidence, correlation }) => {
        const [forth, back] = [compute(evidence, signals, correlation), compute(evidence, [...signals].reverse(), correlation)];
        return Math.abs((forth.index ?? 0) - (back.index ?? 0)) < 1e-6 && Math.abs(forth.low - back.low) < 1e-6 && Math.abs(forth.high - back.high) < 1e-6;
      }),
    );
  });

  test("9: weights that do not sum to 1, or goalposts out of order, are rejected", () => {
    const [first, ...others] = FULL_SIGNALS;
    if (first === undefined) throw new Error("no signals");
    expect(checkEffortSignals(FULL_SIGNALS)).toBeNull();
    for (const wrong of [{ weight: 0.41 }, { weight: 0 }, { weight: NaN }, { low: 1 }, { high: 1.2 }, { low: -0.1 }, { name: "help" }]) {
      const signals = [{ ...first, ...wrong }, ...others];
      expect(checkEffortSignals(signals)).not.toBeNull();
      expect(() => stepEffortIndex({}, signals)).toThrow(RangeError);
    }
    expect(() => stepEffortIndex({ nobody: { x: 1, n: 2 } }, FULL_SIGNALS)).toThrow(/nobody weighs nobody/u);
    expect(() => stepEffortIndex({}, FULL_SIGNALS, 0.95, 1.1)).toThrow(RangeError);
  });
});

test("a profile of a status history: the two widths that METHODS 5.2 prints", () => {
  const signal = (name: string, kind: EffortSignal["pillar"], weight: number, high: number): EffortSignal => ({ name, pillar: kind, weight, low: 0, high });
  const status = [signal("difficulty", "direct", 0.5, 1), signal("overTime", "inferred", 0.2, 0.5), signal("dropOff", "inferred", 0.15, 0.2), signal("retry", "inferred", 0.15, 0.3)];
  const log = { overTime: { x: 800, n: 2_000 }, dropOff: { x: 160, n: 1_900 }, retry: { x: 300, n: 2_000 } };
  const many = stepEffortIndex({ ...log, difficulty: { x: 210, n: 400 } }, status);
  const few = stepEffortIndex({ ...log, difficulty: { x: 15.75, n: 30 } }, status);
  expect([many.index, many.interval.low, many.interval.high].map((value) => value?.toFixed(2))).toEqual(["56.07", "52.05", "60.21"]);
  expect([few.index, few.interval.low, few.interval.high].map((value) => value?.toFixed(2))).toEqual(["56.07", "46.14", "65.83"]);
});

test("one thing that is broken is flagged, whatever the index; not on the word of a few", () => {
  const flagged = (x: number, n: number): boolean[] => stepEffortIndex({ help: { x, n }, difficulty: { x: 1, n: 100 } }, FULL_SIGNALS).parts.map(({ redFlag }) => redFlag);
  expect(flagged(160, 1_000)).toEqual([false, true]);
  expect(flagged(140, 1_000)).toEqual([false, false]);
  expect(flagged(2, 10)).toEqual([false, false]);
});

test("the corners of the weights hold the index, and each is a configuration", () => {
  fc.assert(
    fc.property(measured, fc.double({ min: 0, max: 0.9, noNaN: true }), ({ signals, evidence, correlation }, relative) => {
      const { index } = compute(evidence, signals, correlation);
      const range = stepEffortIndexWeightRange(evidence, signals, relative);
      const corners = effortWeightCorners(signals, relative);
      if (corners.some((corner) => checkEffortSignals(corner) !== null)) return false;
      return index === null ? range === null : range !== null && range.min <= index + 1e-6 && index <= range.max + 1e-6;
    }),
  );
  expect(effortWeightCorners(FULL_SIGNALS)).toHaveLength(8);
  expect(() => effortWeightCorners(FULL_SIGNALS, 1)).toThrow(RangeError);
  expect(stepEffortIndexWeightRange({}, FULL_SIGNALS)).toBeNull();
});
