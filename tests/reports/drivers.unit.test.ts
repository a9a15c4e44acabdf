import { Dice } from "../../src/cli/demo/dice";
import { type DriverAnalysis, driverAnalysis } from "../../src/reports/domain/drivers/driver-analysis";
import { type DriverGroup, easeCentred, wholeMatrix } from "../../src/reports/domain/drivers/driver-matrix";
import { tooAlike } from "../../src/reports/domain/drivers/too-alike";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { correlationFromCrossProducts } from "../../src/statistics/correlation-from-cross-products";
import { crossProductMatrix } from "../../src/statistics/cross-product-matrix";
import { drivers as rawDrivers } from "../../src/statistics/drivers";
import { probeWeight } from "../../src/statistics/probe-weight";
import { relativeWeights } from "../../src/statistics/relative-weights";
import { crossProducts } from "../../src/tallies/domain/drivers";
import { DRIVERS } from "../statistics/vectors/drivers";

const THRESHOLDS = currentThresholds(10);
type Row = readonly number[];

/** Rows [columns …, score], dealt to so many groups, as the counts keep them. */
function grouped(rows: readonly Row[], groups = 32): DriverGroup[] {
  return Array.from({ length: groups }, (_, group) => {
    const own = rows.filter((__, i) => i % groups === group);
    const products = own.map((row) => crossProducts([1, ...row])).reduce<readonly number[]>((sum, one) => one.map((product, i) => product + (sum[i] ?? 0)), []);
    return { group, n: own.length, products };
  }).filter(({ n }) => n > 0);
}

const columnsOf = (n: number): string[] => Array.from({ length: n }, (_, i) => `STEP:S${String(i)}`);
const analyse = (rows: readonly Row[], columns = columnsOf((rows[0]?.length ?? 1) - 1), groups = 32): DriverAnalysis => driverAnalysis(columns, grouped(rows, groups), THRESHOLDS);
const driver = (analysis: DriverAnalysis, column: string) => analysis.drivers.find((one) => one.column === column);

/** People whose first trouble matters most, the second less, the third not at all. */
function people(n: number, seed: string): Row[] {
  const dice = new Dice(seed);
  return Array.from({ length: n }, () => {
    const [a, b, c] = [dice.count(0.6), dice.count(0.6), dice.count(0.6)];
    return [a, b, c, Math.min(5, Math.max(1, Math.round(4.6 - 1.1 * a - 0.5 * b + dice.normal(0, 0.7))))];
  });
}

test("what matters is found, in order, with its direction; noise is not called a driver", () => {
  const analysis = analyse(people(800, "planted drivers"));
  expect(analysis).toMatchObject({ n: 800, groups: 32, refused: null, dropped: [], warnings: [] });
  expect(analysis.drivers.map(({ column, driver: is }) => [column, is])).toEqual([["STEP:S0", true], ["STEP:S1", true], ["STEP:S2", false]]);
  const [first, , last] = analysis.drivers;
  expect(first?.weight).toMatchObject({ method: "DAGJK", unit: "SHARE", n: 800, quality: "FULL" });
  expect([(first?.beta.high ?? 0) < 0, (last?.beta.low ?? 0) < 0 && (last?.beta.high ?? 0) > 0]).toEqual([true, true]);
  const total = analysis.drivers.reduce((sum, { weight }) => sum + (weight.value ?? 0), 0);
  expect(total).toBeCloseTo(analysis.explained?.value ?? NaN, 9);
  expect(analysis.drivers.reduce((sum, { lmg }) => sum + (lmg?.value ?? 0), 0)).toBeCloseTo(total, 9);
  expect(analysis.drivers.reduce((sum, { shareOfExplained }) => sum + shareOfExplained, 0)).toBeCloseTo(1, 9);
  expect(last?.weight.value).toBeLessThan(analysis.noiseWeight ?? 0);
  expect(first?.performance).toMatchObject({ method: "T", unit: "RATIO", value: expect.closeTo(0.6, 0) });
});

test("from groups as from raw rows: the same digits", () => {
  const rows = people(640, "the same digits");
  const raw = rawDrivers(rows.map((row) => row[3] ?? 0), rows.map((row) => row.slice(0, 3)));
  const analysis = analyse(rows);
  for (const [i, column] of ["STEP:S0", "STEP:S1", "STEP:S2"].entries()) {
    expect(driver(analysis, column)?.weight.value).toBeCloseTo(raw?.relativeWeights[i] ?? NaN, 9);
    expect(driver(analysis, column)?.beta.value).toBeCloseTo(raw?.stdBeta[i] ?? NaN, 9);
    expect(driver(analysis, column)?.vif).toBeCloseTo(raw?.vif[i] ?? NaN, 9);
  }
  expect(analysis.adjustedR2).toBeCloseTo(raw?.adjR2 ?? NaN, 9);
});

describe("refusals and warnings", () => {
  test("too few answers: a hundred, or ten for each column; too few groups", () => {
    expect(analyse(people(99, "few"))).toMatchObject({ refused: "FEW_ANSWERS", n: 99, explained: null, drivers: [] });
    expect(analyse(people(100, "enough")).refused).toBeNull();
    const dice = new Dice("eleven columns");
    const wide = (n: number): Row[] => Array.from({ length: n }, () => Array.from({ length: 12 }, () => dice.below(4)));
    expect(analyse(wide(109)).refused).toBe("FEW_ANSWERS");
    expect(analyse(wide(110)).refused).toBeNull();
    expect(analyse(people(300, "groups"), columnsOf(3), 9).refused).toBe("FEW_GROUPS");
    expect(driverAnalysis(columnsOf(3), [], THRESHOLDS)).toMatchObject({ refused: "FEW_ANSWERS", n: 0 });
  });

  test("a column that is the same for all, or for all but one group, is dropped and named", () => {
    const rows = people(320, "constant").map(([a = 0, b = 0, , score = 0], i) => [a, b, 0, i === 7 ? 1 : 0, score]);
    expect(analyse(rows)).toMatchObject({ refused: null, dropped: ["STEP:S2", "STEP:S3"], drivers: [{ column: "STEP:S0" }, { column: "STEP:S1" }] });
    expect(analyse(rows.map(([, , , , score = 0]) => [0, 0, score])).refused).toBe("NOTHING_VARIES");
    expect(analyse(rows.map(([a = 0, b = 0]) => [a, b, 5])).refused).toBe("CONSTANT_OUTCOME");
  });

  test("columns that follow from each other are refused by name", () => {
    const rows = people(320, "collinear").map(([a = 0, b = 0, c = 0, score = 0]) => [a, b, c, 2 * a + c, score]);
    expect(analyse(rows)).toMatchObject({ refused: "COLLINEAR", refusedColumns: ["STEP:S0", "STEP:S2", "STEP:S3"], drivers: [] });
  });

  test("little explained", () => {
    const dice = new Dice("noise");
    const analysis = analyse(Array.from({ length: 400 }, () => [dice.below(4), dice.below(4), 1 + dice.below(5)]));
    expect(analysis.warnings).toEqual(["LITTLE_EXPLAINED"]);
    expect(analysis.drivers.map((one) => one.driver)).toEqual([false, false]);
  });

  test("inflated above 5, told together above 10", () => {
    const dice = new Dice("alike");
    const twins = (apart: number): Row[] =>
      Array.from({ length: 600 }, () => {
        const a = dice.normal(0, 1);
        return [a, a + dice.normal(0, apart), dice.normal(0, 1), a + dice.normal(0, 1)];
      });
    const inflated = analyse(twins(0.4));
    expect(driver(inflated, "STEP:S0")?.warnings).toEqual(["INFLATED"]);
    expect(inflated.joint).toEqual([]);
    const alike = analyse(twins(0.2));
    expect(driver(alike, "STEP:S0")?.warnings).toEqual(expect.arrayContaining(["INFLATED", "TOO_ALIKE"]));
    expect(alike.joint).toMatchObject([{ columns: ["STEP:S0", "STEP:S1"], weight: { method: "DAGJK" } }]);
    expect(alike.joint[0]?.weight.value).toBeCloseTo((driver(alike, "STEP:S0")?.weight.value ?? 0) + (driver(alike, "STEP:S1")?.weight.value ?? 0), 9);
    expect(driver(alike, "STEP:S2")?.warnings).not.toContain("TOO_ALIKE");
    expect(tooAlike([12, 3, 11, 15], [[1, 0, 0.1, 0], [0, 1, 0, 0], [0.1, 0, 1, 0.9], [0, 0, 0.9, 1]])).toEqual([[2, 3], [0]]);
  });

  test("a suppressor: swiss Agriculture goes with fertility, and against it once the rest is held still", () => {
    // Forty-seven provinces five times over: correlations and weights stay what they are.
    const swiss = DRIVERS["drivers"]?.({ data: "analytics-data/swiss.csv", outcome: "Fertility" } as never) as { correlations: { ryx: number[] }; stdBeta: number[]; relativeWeights: number[] };
    const [agriculture = 0] = swiss.correlations.ryx;
    expect([agriculture > 0, (swiss.stdBeta[0] ?? 0) < 0]).toEqual([true, true]);
    const dice = new Dice("suppressor");
    const rows = Array.from({ length: 500 }, () => {
      const a = dice.normal(0, 1);
      const b = 0.8 * a + dice.normal(0, 0.6);
      return [a, b, a - 0.3 * b + dice.normal(0, 0.5)];
    });
    const analysis = analyse(rows);
    expect(driver(analysis, "STEP:S1")?.warnings).toContain("SUPPRESSOR");
    expect(driver(analysis, "STEP:S0")?.warnings).toEqual([]);
  });
});

describe("ease of the steps that were rated", () => {
  const COLUMNS = ["EASE", "EASE_MISSING", "STEP:S0"];
  const rows = (): Row[] => {
    const dice = new Dice("ease");
    return Array.from({ length: 640 }, () => {
      const missing = dice.chance(0.4);
      const ease = 20 * (1 + dice.below(5));
      const trouble = dice.count(0.5);
      return [missing ? 0 : ease, Number(missing), trouble, Math.min(5, Math.max(1, Math.round(1 + (missing ? 60 : ease) / 30 - 0.4 * trouble + dice.normal(0, 0.5))))];
    });
  };

  test("who rated none counts at the mean of the others, not as if all had been hard", () => {
    const data = rows();
    const given = data.filter(([, missing]) => missing === 0).map(([ease = 0]) => ease);
    const mean = given.reduce((sum, ease) => sum + ease, 0) / given.length;
    const imputed = data.map(([ease = 0, missing = 0, trouble = 0, score = 0]) => [1, missing === 1 ? mean : ease, missing, trouble, score]);
    const triangle = data.map((row) => crossProducts([1, ...row])).reduce((sum, one) => sum.map((product, i) => product + (one[i] ?? 0)));
    const centred = easeCentred(wholeMatrix(triangle, 5), COLUMNS).flat();
    for (const [i, product] of crossProductMatrix(imputed).flat().entries()) expect(centred[i]).toBeCloseTo(product, 4);
    const analysis = analyse(data, COLUMNS);
    expect(driver(analysis, "EASE")).toMatchObject({ vif: expect.closeTo(1, 1), driver: true, performance: { unit: "SCORE", n: given.length, value: expect.closeTo(mean, 9) } });
    expect(driver(analysis, "EASE")?.beta.low).toBeGreaterThan(0);
    expect(driver(analysis, "STEP:S0")?.beta.high).toBeLessThan(0);
  });

  test("nobody rated a step, or everybody did", () => {
    const nobody = rows().map(([, , trouble = 0, score = 0]) => [0, 1, trouble, score]);
    expect(analyse(nobody, COLUMNS)).toMatchObject({ refused: null, dropped: ["EASE", "EASE_MISSING"] });
    const all = rows().filter(([, missing]) => missing === 0);
    expect(analyse(all, COLUMNS)).toMatchObject({ refused: null, dropped: ["EASE_MISSING"] });
  });
});

test("the weight of noise, from correlations alone, is that of real columns of noise", () => {
  const dice = new Dice("probes");
  const data = people(400, "probed");
  const matrix = crossProductMatrix(data.map((row) => [1, row[3] ?? 0, ...row.slice(0, 3)]));
  const correlations = correlationFromCrossProducts(matrix, 1, [2, 3, 4]);
  if (correlations === null) throw new Error("no correlations");
  const real = Array.from({ length: 400 }, () => {
    const probed = correlationFromCrossProducts(crossProductMatrix(data.map((row) => [1, row[3] ?? 0, ...row.slice(0, 3), dice.normal(0, 1)])), 1, [2, 3, 4, 5]);
    return probed === null ? NaN : (relativeWeights(probed.ryx, probed.rxx)?.[3] ?? NaN);
  }).sort((a, b) => a - b);
  const limit = probeWeight(correlations, 400) ?? NaN;
  expect(limit / (real[380] ?? NaN)).toBeGreaterThan(0.7);
  expect(limit / (real[380] ?? NaN)).toBeLessThan(1.4);
  expect(probeWeight(correlations)).toBe(probeWeight(correlations));
  expect(probeWeight({ ...correlations, n: 5 })).toBeNull();
  expect(probeWeight({ ...correlations, ryx: [1, 0, 0], rxx: [[1, 0, 0], [0, 1, 0], [0, 0, 1]] })).toBeNull();
});
