import fc from "fast-check";
import { bucketSquares } from "../../src/statistics/bucket-squares";
import { clusterRatio } from "../../src/statistics/cluster-ratio";
import { logBucket } from "../../src/statistics/log-bucket";
import { meanOfSum } from "../../src/statistics/mean-of-sum";
import { moverDifference } from "../../src/statistics/mover-difference";
import { studentTQuantile } from "../../src/statistics/student-t-quantile";
import { wilsonInterval } from "../../src/statistics/wilson-interval";
import { Dice } from "../../src/cli/demo/dice";

const values = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 });
const sum = (all: readonly number[]): number => all.reduce((total, value) => total + value, 0);
const squares = (all: readonly number[]): number => sum(all.map((value) => value * value));

test("squares of buckets are within two per cent of those of the values", () => {
  fc.assert(
    fc.property(values, (all) => {
      const counts = new Map<number, number>();
      for (const value of all) counts.set(logBucket(value), (counts.get(logBucket(value)) ?? 0) + 1);
      expect(Math.abs(bucketSquares({ counts, zeros: 5 }) / squares(all) - 1)).toBeLessThan(0.0203);
    }),
  );
});

describe("meanOfSum", () => {
  const mean = (...given: Parameters<typeof meanOfSum>): { mean: number; low: number; high: number } => {
    const found = meanOfSum(...given);
    if (found?.interval == null) throw new Error("no interval");
    return { mean: found.mean, ...found.interval };
  };

  test("of one part it is the t interval of its mean", () => {
    fc.assert(
      fc.property(values, (all) => {
        const n = all.length;
        const m = sum(all) / n;
        const sd = Math.sqrt(sum(all.map((value) => (value - m) ** 2)) / (n - 1));
        const { high } = mean([{ total: sum(all), squares: squares(all) }], n);
        expect(high).toBeCloseTo(m + (studentTQuantile(0.975, n - 1) * sd) / Math.sqrt(n), -Math.floor(Math.log10(m + sd)) + 5);
      }),
    );
  });

  test("parts that rise and fall together are no wider than it says, and never narrower", () => {
    const part = { total: 60, squares: 500 };
    const double = mean([{ total: 120, squares: 2_000 }], 10);
    const two = mean([part, part], 10);
    expect([two.mean, two.low, two.high]).toEqual([double.mean, double.low, double.high]);
  });

  test("what was measured in part only is taken for the rest, and is less sure", () => {
    const whole = mean([{ total: 120, squares: 2_000 }], 10);
    const half = mean([{ total: 60, squares: 1_000, measured: 0.5 }], 10);
    expect(half.mean).toBe(whole.mean);
    expect(half.high - half.low).toBeGreaterThan(whole.high - whole.low);
  });

  test("nothing known is null; one alone has no interval; no parts are none", () => {
    expect(meanOfSum([], 0)).toBeNull();
    expect(meanOfSum([{ total: 0, squares: 0, measured: 0 }], 10)).toBeNull();
    expect(meanOfSum([{ total: 5, squares: 25 }], 1)).toEqual({ mean: 5, interval: null });
    expect(meanOfSum([], 5)).toEqual({ mean: 0, interval: { low: 0, high: 0 } });
  });

  test("seeded: covers the mean of a sum at least as often as it says, whether its parts go together or not", () => {
    for (const together of [true, false]) {
      const dice = new Dice(`mean of sum ${String(together)}`);
      let covered = 0;
      for (let run = 0; run < 600; run += 1) {
        const units = Array.from({ length: 60 }, () => {
          const first = dice.around(10, 0.3);
          return [first, together ? 2 * first : dice.around(20, 0.3)] as const;
        });
        const [a, b] = [units.map(([x]) => x), units.map(([, x]) => x)];
        const { low, high } = mean([{ total: sum(a), squares: squares(a) }, { total: sum(b), squares: squares(b) }], 60);
        const truth = 30 * Math.exp(0.045);
        if (low <= truth && truth <= high) covered += 1;
      }
      expect(covered / 600).toBeGreaterThan(together ? 0.93 : 0.95);
    }
  });
});

describe("moverDifference", () => {
  const share = (x: number, n: number) => ({ value: x / n, ...(wilsonInterval(x, n) ?? { low: NaN, high: NaN }) });

  test("of two Wilson intervals it is Newcombe's: 56/70 against 48/80", () => {
    const { low, high } = moverDifference(share(56, 70), share(48, 80));
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  test("turns round with its two sides; exact values differ exactly", () => {
    const [a, b] = [share(7, 34), share(1, 34)];
    expect(moverDifference(a, b).low).toBeCloseTo(-moverDifference(b, a).high, 12);
    expect(moverDifference({ value: 3, low: 3, high: 3 }, { value: 5, low: 5, high: 5 })).toEqual({ low: -2, high: -2 });
  });
});

describe("clusterRatio", () => {
  test("the same clusters twice are no other ratio and a narrower interval", () => {
    const clusters = fc.array(fc.record({ x: fc.integer({ min: 0, max: 100 }), n: fc.integer({ min: 100, max: 200 }) }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(clusters, (all) => {
        const [once, twice] = [clusterRatio(all), clusterRatio([...all, ...all])];
        expect(twice?.ratio).toBeCloseTo(once?.ratio ?? NaN, 12);
        expect((twice?.interval?.high ?? NaN) - (twice?.interval?.low ?? NaN)).toBeLessThanOrEqual((once?.interval?.high ?? NaN) - (once?.interval?.low ?? NaN) + 1e-12);
      }),
    );
  });

  test("of clusters of one unit it is the t interval of a mean", () => {
    const { ratio, interval } = clusterRatio([1, 2, 3, 4].map((x) => ({ x, n: 1 }))) ?? { ratio: NaN, interval: null };
    expect(ratio).toBe(2.5);
    expect((interval?.high ?? NaN) - ratio).toBeCloseTo(studentTQuantile(0.975, 3) * Math.sqrt(5 / 3 / 4), 7);
  });

  test("no units are null, one cluster has no interval", () => {
    expect(clusterRatio([{ x: 0, n: 0 }])).toBeNull();
    expect(clusterRatio([{ x: 3, n: 4 }, { x: 0, n: 0 }])).toEqual({ ratio: 0.75, interval: null });
  });
});
