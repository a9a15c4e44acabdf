import fc from "fast-check";
import { Dice } from "../../src/cli/demo/dice";
import { collinearColumns } from "../../src/statistics/collinear-columns";
import { constantColumns } from "../../src/statistics/constant-columns";
import { correlationFromCrossProducts } from "../../src/statistics/correlation-from-cross-products";
import { crossProductMatrix } from "../../src/statistics/cross-product-matrix";
import { deleteGroupJackknife } from "../../src/statistics/delete-group-jackknife";
import { drivers } from "../../src/statistics/drivers";
import { driversFromCorrelation } from "../../src/statistics/drivers-from-correlation";
import { driversFromCrossProducts } from "../../src/statistics/drivers-from-cross-products";
import { lmgShares } from "../../src/statistics/lmg-shares";
import { mergeMoments, type Moments } from "../../src/statistics/merge-moments";
import { relativeWeights } from "../../src/statistics/relative-weights";
import { relativeWeightsJackknife } from "../../src/statistics/relative-weights-jackknife";
import { ridgeFromCorrelation } from "../../src/statistics/ridge-from-correlation";

type Rows = readonly (readonly number[])[];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const near = (a: number, b: number, tolerance = 1e-9): boolean => Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
const places = (p: number): readonly number[] => Array.from({ length: p }, (_, j) => j + 2);

/** Rows [1, outcome, predictors …] that are not collinear: correlated predictors with noise of their own. */
function invented(dice: Dice, n: number, betas: readonly number[], shared: number): Rows {
  return Array.from({ length: n }, () => {
    const common = dice.normal(0, 1);
    const x = betas.map(() => Math.sqrt(shared) * common + Math.sqrt(1 - shared) * dice.normal(0, 1));
    return [1, sum(x.map((one, j) => one * (betas[j] ?? 0))) + dice.normal(0, 1), ...x];
  });
}

const world = fc
  .record({ seed: fc.string(), p: fc.integer({ min: 1, max: 5 }), shared: fc.double({ min: 0, max: 0.8, noNaN: true }) })
  .map(({ seed, p, shared }) => {
    const dice = new Dice(seed);
    return { p, rows: invented(dice, 60, Array.from({ length: p }, () => dice.normal(0, 0.5)), shared) };
  });

describe("drivers", () => {
  test("relative weights are never negative and sum to R², as LMG's shares do", () => {
    fc.assert(
      fc.property(world, ({ p, rows }) => {
        const result = driversFromCrossProducts(crossProductMatrix(rows), 1, places(p));
        if (result?.lmg == null) return false;
        return (
          result.relativeWeights.every((weight) => weight >= 0) &&
          near(sum(result.relativeWeights), result.r2) &&
          near(sum(result.lmg), result.r2) &&
          result.vif.every((vif) => vif >= 1 - 1e-9)
        );
      }),
    );
  });

  test("neither the units of a predictor nor those of the outcome matter", () => {
    fc.assert(
      fc.property(world, fc.double({ min: 0.01, max: 100, noNaN: true }), fc.double({ min: -50, max: 50, noNaN: true }), ({ p, rows }, scale, shift) => {
        const other = rows.map(([one = 1, y = 0, ...x]) => [one, y * 3 - 1, ...x.map((value, j) => (j === 0 ? value * scale + shift : value))]);
        const [a, b] = [rows, other].map((data) => driversFromCrossProducts(crossProductMatrix(data), 1, places(p)));
        if (a == null || b == null) return false;
        return a.relativeWeights.every((weight, j) => near(weight, b.relativeWeights[j] ?? NaN, 1e-6)) && a.stdBeta.every((beta, j) => near(beta, b.stdBeta[j] ?? NaN, 1e-6));
      }),
    );
  });

  test("the order of the predictors does not matter; two alike get alike (LMG's symmetry)", () => {
    fc.assert(
      fc.property(world, ({ p, rows }) => {
        const matrix = crossProductMatrix(rows);
        const [forth, back] = [places(p), places(p).toReversed()].map((order) => driversFromCrossProducts(matrix, 1, order));
        if (forth?.lmg == null || back?.lmg == null) return false;
        const [lmg, mirrored] = [forth.lmg, back.lmg.toReversed()];
        const weights = back.relativeWeights.toReversed();
        return lmg.every((share, j) => near(share, mirrored[j] ?? NaN)) && forth.relativeWeights.every((weight, j) => near(weight, weights[j] ?? NaN));
      }),
    );
    const alike = driversFromCorrelation([0.4, 0.4, 0.2], [[1, 0.3, 0.1], [0.3, 1, 0.1], [0.1, 0.1, 1]]);
    expect(alike?.lmg?.[0]).toBeCloseTo(alike?.lmg?.[1] ?? NaN, 12);
    expect(alike?.relativeWeights[0]).toBeCloseTo(alike?.relativeWeights[1] ?? NaN, 12);
  });

  test("with two predictors Johnson's weights are LMG's", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.6, max: 0.6, noNaN: true }), fc.double({ min: -0.6, max: 0.6, noNaN: true }), fc.double({ min: -0.5, max: 0.5, noNaN: true }), (a, b, r) => {
        const result = driversFromCorrelation([a, b], [[1, r], [r, 1]]);
        return result?.lmg != null && result.lmg.every((share, j) => near(share, result.relativeWeights[j] ?? NaN));
      }),
    );
  });

  test("an outcome that is made of its predictors is explained wholly, and no more", () => {
    for (let seed = 1; seed < 100; seed += 1) {
      const rows = Array.from({ length: 20 }, (_, i) => [(i * seed * 7) % 13, (i * i * seed) % 11] as const).map(([a, b]) => [1, 0.3 * a + 0.7 * b, a, b]);
      const found = driversFromCrossProducts(crossProductMatrix(rows), 1, [2, 3]);
      if (found === null) continue;
      expect(found.r2).toBeLessThanOrEqual(1);
      expect(found.F).toBeGreaterThan(1e6);
    }
  });

  test("what cannot be told is null: collinear, constant, too few, too many for LMG", () => {
    const dice = new Dice("collinear");
    const rows = invented(dice, 50, [0.5, 0.2], 0.2).map(([one = 1, y = 0, a = 0, b = 0]) => [one, y, a, b, a - 2 * b, 7, dice.normal(0, 1)]);
    const matrix = crossProductMatrix(rows);
    expect(constantColumns(matrix)).toEqual([5]);
    expect(driversFromCrossProducts(matrix, 1, [2, 3, 5])).toBeNull();
    const correlations = correlationFromCrossProducts(matrix, 1, [2, 3, 4, 6]);
    expect(collinearColumns(correlations?.rxx ?? [])).toEqual([0, 1, 2]);
    expect(driversFromCrossProducts(matrix, 1, [2, 3, 4, 6])).toBeNull();
    expect(relativeWeights([0.5, 0.5], [[1, 1], [1, 1]])).toBeNull();
    expect(lmgShares([0.5, 0.5], [[1, 1], [1, 1]])).toBeNull();
    expect(ridgeFromCorrelation([0.5, 0.5], [[1, 1], [1, 1]], 0)).toBeNull();
    expect(ridgeFromCorrelation([0.5, 0.5], [[1, 1], [1, 1]], 0.05)?.[0]).toBeCloseTo(0.5 / 2.05, 9);
    expect(driversFromCrossProducts(crossProductMatrix(rows.slice(0, 3)), 1, [2, 3])).toBeNull();
    expect(lmgShares(Array.from({ length: 13 }, () => 0), [])).toBeNull();
    expect(drivers([], [])).toBeNull();
    expect([collinearColumns([]), relativeWeights([], []), ridgeFromCorrelation([], [], 0)]).toEqual([[], [], []]);
    expect(driversFromCorrelation([], [])).toEqual({ r2: 0, stdBeta: [], relativeWeights: [], lmg: [], vif: [] });
  });
});

describe("merge laws", () => {
  const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 30 });
  const EMPTY: Moments = { n: 0, mean: 0, m2: 0 };
  const momentsOf = (values: readonly number[]): Moments => values.reduce<Moments>((all, value) => mergeMoments(all, { n: 1, mean: value, m2: 0 }), EMPTY);
  const same = (a: Moments, b: Moments): boolean => a.n === b.n && near(a.mean, b.mean) && near(a.m2, b.m2, 1e-8);

  test("moments: any split merged is the whole, in any order; the empty set is neutral", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const whole = momentsOf([...a, ...b]);
        const [left, right] = [momentsOf(a), momentsOf(b)];
        return same(mergeMoments(left, right), whole) && same(mergeMoments(right, left), whole) && mergeMoments(whole, EMPTY) === whole && mergeMoments(EMPTY, whole) === whole;
      }),
    );
  });

  test("cross-products: any split merged is the whole", () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 59 }), ({ rows }, cut) => {
        const whole = crossProductMatrix(rows).flat();
        const [a, b] = [crossProductMatrix(rows.slice(0, cut)).flat(), crossProductMatrix(rows.slice(cut)).flat()];
        return whole.every((product, i) => near(product, (a[i] ?? 0) + (b[i] ?? 0)));
      }),
    );
    expect(crossProductMatrix([])).toEqual([]);
  });
});

describe("deleteGroupJackknife", () => {
  test("of a mean with one in each group is s/√n", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 60 }), (scores) => {
        const result = deleteGroupJackknife(scores.map((score) => [1, score]), ([n = 0, total = 0]) => [total / n]);
        const mean = sum(scores) / scores.length;
        const se = Math.sqrt(sum(scores.map((score) => (score - mean) ** 2)) / (scores.length - 1) / scores.length);
        return result !== null && near(result.se[0] ?? NaN, se) && near(result.estimate[0] ?? NaN, mean);
      }),
    );
  });

  test("needs two groups and a statistic that stands without any of them", () => {
    const mean = ([n = 0, total = 0]: readonly number[]): readonly number[] | null => (n === 0 ? null : [total / n]);
    expect(deleteGroupJackknife([], mean)).toBeNull();
    expect(deleteGroupJackknife([[1, 2]], mean)).toBeNull();
    expect(deleteGroupJackknife([[1, 2], [0, 0]], mean)).toBeNull();
    expect(deleteGroupJackknife([[0, 0], [0, 0]], mean)).toBeNull();
  });
});

/** Ratings as people give them: five predictors and one without effect on 1–5, the outcome on 1–7, in 32 groups. */
function ratedGroups(dice: Dice, n: number, betas: readonly number[]): number[][][] {
  const groups = Array.from({ length: 32 }, (): number[][] => []);
  for (let i = 0; i < n; i += 1) {
    const common = dice.normal(0, 1);
    const latent = betas.map(() => Math.sqrt(0.4) * common + Math.sqrt(0.6) * dice.normal(0, 1));
    const x = latent.map((one) => Math.min(5, Math.max(1, Math.round(3 + one))));
    const y = Math.min(7, Math.max(1, Math.round(4 + sum(x.map((one, j) => (one - 3) * (betas[j] ?? 0))) + dice.normal(0, 1.2))));
    groups[dice.below(32)]?.push([1, y, ...x]);
  }
  return groups.map((rows) => (rows.length === 0 ? Array.from({ length: betas.length + 2 }, () => new Array<number>(betas.length + 2).fill(0)) : crossProductMatrix(rows)));
}

test("intervals of relative weights cover the truth .91 to .97 of the time", () => {
  const betas = [0.6, 0.45, 0.3, 0.2, 0.15, 0];
  const dice = new Dice("coverage of relative weights");
  const p = places(betas.length);
  const crowd = ratedGroups(dice, 300_000, betas);
  const whole = (crowd[0] ?? []).map((row, i) => row.map((_, j) => sum(crowd.map((matrix) => matrix[i]?.[j] ?? 0))));
  const truth = driversFromCrossProducts(whole, 1, p)?.relativeWeights ?? [];
  const repetitions = 150;
  const covered = betas.map(() => 0);
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const result = relativeWeightsJackknife(ratedGroups(dice, 500, betas), 1, p);
    for (const j of betas.keys()) covered[j] = (covered[j] ?? 0) + Number((result?.low[j] ?? NaN) <= (truth[j] ?? NaN) && (truth[j] ?? NaN) <= (result?.high[j] ?? NaN));
  }
  const coverage = sum(covered) / (repetitions * betas.length);
  expect(coverage).toBeGreaterThanOrEqual(0.91);
  expect(coverage).toBeLessThanOrEqual(0.97);
  // The predictor without effect has a weight above 0 in truth: an interval above 0 proves nothing (METHODS 4.2).
  expect(truth.at(-1)).toBeGreaterThan(0.005);
});
