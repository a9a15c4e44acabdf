import fc from "fast-check";
import { alignmentFitness } from "../../src/statistics/alignment-fitness";
import { directlyFollows } from "../../src/statistics/directly-follows";
import { digitalRetention } from "../../src/statistics/digital-retention";
import { kaplanMeier } from "../../src/statistics/kaplan-meier";
import { kish } from "../../src/statistics/kish";
import { lifeTable } from "../../src/statistics/life-table";
import { logFitness } from "../../src/statistics/log-fitness";
import { procedureFitness } from "../../src/statistics/procedure-fitness";
import { postStratifiedMean } from "../../src/statistics/post-stratified-mean";
import { rake } from "../../src/statistics/rake";
import { riskRatio } from "../../src/statistics/risk-ratio";
import { rework } from "../../src/statistics/rework";
import { stepCumulativeIncidence } from "../../src/statistics/step-cumulative-incidence";

const trace = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 12 });
const model = fc.array(trace, { minLength: 1, maxLength: 4 });
const subjects = fc.array(fc.record({ time: fc.integer({ min: 0, max: 20 }), event: fc.boolean() }), { minLength: 1, maxLength: 60 });
const count = fc.integer({ min: 0, max: 30 });
const fates = fc.array(fc.record({ proceeded: count, abandoned: count, censored: count }), { minLength: 1, maxLength: 12 }).map((rows) => rows.map((row, time) => ({ time, ...row })));

test("Kaplan–Meier never rises and stays in [0, 1]", () => {
  fc.assert(
    fc.property(subjects, (people) => {
      let before = 1;
      for (const { survival } of kaplanMeier(people)) {
        expect(survival).toBeLessThanOrEqual(before);
        expect(survival).toBeGreaterThanOrEqual(0);
        before = survival;
      }
    }),
  );
});

test("without censoring Kaplan–Meier is 1 − the empirical distribution", () => {
  fc.assert(
    fc.property(subjects, (people) => {
      const all = people.map(({ time }) => ({ time, event: true }));
      for (const { time, survival } of kaplanMeier(all)) expect(survival).toBeCloseTo(all.filter((one) => one.time > time).length / all.length, 9);
    }),
  );
});

test("a life table without censoring is Kaplan–Meier", () => {
  fc.assert(
    fc.property(subjects, (people) => {
      const all = people.map(({ time }) => ({ time, event: true }));
      const points = kaplanMeier(all);
      const rows = lifeTable(points.map(({ events }) => ({ events, censored: 0 })));
      expect(rows.map(({ survival }) => survival.toFixed(9))).toEqual(points.map(({ survival }) => survival.toFixed(9)));
    }),
  );
});

test.each(["AFTER", "MIDWAY"] as const)("proceeded, given up and in flight sum to 1 at every time, censored %s", (within) => {
  fc.assert(
    fc.property(fates, (rows) => {
      for (const { proceed, abandon, inFlight, abandonVariance } of stepCumulativeIncidence(rows, within)) {
        expect(proceed + abandon + inFlight).toBeCloseTo(1, 9);
        expect(Math.min(proceed, abandon, inFlight)).toBeGreaterThanOrEqual(-1e-12);
        expect(abandonVariance).toBeLessThanOrEqual(0.2501);
      }
    }),
  );
});

test("without censoring the share given up and its variance are those of a share", () => {
  fc.assert(
    fc.property(fates, (rows) => {
      const all = rows.map((row) => ({ ...row, censored: 0 }));
      const n = all.reduce((sum, row) => sum + row.proceeded + row.abandoned, 0);
      const last = stepCumulativeIncidence(all).at(-1);
      fc.pre(last !== undefined);
      const share = all.reduce((sum, row) => sum + row.abandoned, 0) / n;
      expect(last.abandon).toBeCloseTo(share, 9);
      expect(last.abandonVariance).toBeCloseTo((share * (1 - share)) / n, 9);
    }),
  );
});

test("where everybody gave up the share is 1 at most, however they went", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }), fc.boolean(), (gone, censored) => {
      const points = stepCumulativeIncidence(gone.map((abandoned, time) => ({ time, proceeded: 0, abandoned, censored: censored ? 2 : 0 })), "MIDWAY");
      return points.every(({ abandon, inFlight }) => abandon <= 1 && inFlight >= 0);
    }),
    { numRuns: 500 },
  );
});

test("the order of the times does not matter", () => {
  fc.assert(
    fc.property(fates, (rows) => {
      expect(stepCumulativeIncidence(rows.toReversed())).toEqual(stepCumulativeIncidence(rows));
    }),
  );
});

test("fitness is in [0, 1], and 1 exactly for an allowed sequence", () => {
  fc.assert(
    fc.property(trace, model, (steps, allowed) => {
      const { fitness, cost, extra, skipped } = alignmentFitness(steps, allowed);
      expect(fitness).toBeGreaterThanOrEqual(0);
      expect(fitness).toBeLessThanOrEqual(1);
      expect(fitness === 1).toBe(allowed.some((one) => one.join() === steps.join() && one.length === steps.length));
      expect(extra.length + skipped.length).toBe(cost);
    }),
  );
});

test("what was done, less the extra steps and with the skipped ones, is an allowed sequence's set of steps", () => {
  fc.assert(
    fc.property(trace, model, (steps, allowed) => {
      const { extra, skipped } = alignmentFitness(steps, allowed);
      const mended = [...steps, ...skipped];
      for (const step of extra) mended.splice(mended.indexOf(step), 1);
      expect(allowed.some((one) => one.toSorted().join() === mended.toSorted().join())).toBe(true);
    }),
  );
});

test("optional steps cost what the best of all the sequences they allow costs", () => {
  const planned = fc.uniqueArray(fc.record({ step: fc.constantFrom("a", "b", "c", "d", "e", "f"), optional: fc.boolean() }), { selector: ({ step }) => step, maxLength: 6 });
  fc.assert(
    fc.property(trace, planned, (steps, plan) => {
      const allowed = plan.reduce<string[][]>((all, { step, optional }) => [...all.map((one) => [...one, step]), ...(optional ? all : [])], [[]]);
      const { cost, worst, fitness, extra, skipped } = procedureFitness(steps, plan);
      expect({ cost, worst, fitness }).toEqual((({ cost: least, worst: most, fitness: best }) => ({ cost: least, worst: most, fitness: best }))(alignmentFitness(steps, allowed)));
      expect(extra.length + skipped.length).toBe(cost);
    }),
  );
});

test("of a step done twice the second is extra", () => {
  expect(procedureFitness(["a", "b", "b", "x"], ["a", "b", "c"].map((step) => ({ step, optional: false })))).toMatchObject({ extra: ["b", "x"], skipped: ["c"], cost: 3, worst: 7 });
});

test("a log told by variant or case by case has the same fitness, and the same graph in any split", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ steps: trace, count: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 8 }), model, (variants, allowed) => {
      const cases = variants.flatMap(({ steps, count: n }) => Array.from({ length: n }, () => ({ steps, count: 1 })));
      const fit = (rows: typeof cases): string[] => Object.values(logFitness(rows.map((row) => ({ ...alignmentFitness(row.steps, allowed), count: row.count }))) ?? {}).map((value: number) => value.toFixed(9));
      expect(fit(variants)).toEqual(fit(cases));
      const edges = (rows: typeof cases): unknown => directlyFollows(rows).edges.map((edge) => JSON.stringify(edge)).sort();
      expect(edges(variants)).toEqual(edges(cases));
    }),
  );
});

test("rework is the events beyond the first of each step", () => {
  fc.assert(
    fc.property(trace, (steps) => {
      const { events, distinct, rework: again, selfLoops, repeats, pingPong } = rework(steps);
      expect(again).toBe(events - distinct);
      expect(selfLoops + repeats).toBe(again);
      expect(pingPong).toBeLessThanOrEqual(repeats);
    }),
  );
});

const cells = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([rows, columns]) => fc.array(fc.record({ n: fc.integer({ min: 1, max: 50 }), size: fc.integer({ min: 1, max: 500 }) }), { minLength: rows * columns, maxLength: rows * columns }).map((all) =>
    all.map((cell, at) => ({ ...cell, by: { a: `a${String(Math.floor(at / columns))}`, b: `b${String(at % columns)}` } })),
  ));

test("raking reproduces every margin of the population", () => {
  fc.assert(
    fc.property(cells, (all) => {
      const margins = { a: marginOf(all, "a", "size"), b: marginOf(all, "b", "size") };
      const raking = rake(all, margins);
      if ("problem" in raking) throw new Error(raking.problem);
      for (const name of ["a", "b"] as const) {
        const reached = marginOf(all.map((cell, at) => ({ ...cell, size: cell.n * (raking.weights[at] ?? 0) })), name, "size");
        for (const [category, size] of Object.entries(margins[name])) expect((reached[category] ?? 0) / size).toBeCloseTo(1, 8);
      }
    }),
  );
});

test("raking on one margin is post-stratification", () => {
  fc.assert(
    fc.property(cells, (all) => {
      const population = marginOf(all, "a", "size");
      const raking = rake(all, { a: population });
      if ("problem" in raking) throw new Error(raking.problem);
      const weigh = (value: (at: number) => number): number => all.reduce((sum, { n }, at) => sum + n * (raking.weights[at] ?? 0) * value(at), 0);
      const strata = all.map(({ by, n }, at) => ({ stratum: by.a, n, sum: n * at }));
      expect(postStratifiedMean(strata, population)).toBeCloseTo(weigh((at) => at) / weigh(() => 1), 6);
    }),
  );
});

test("unequal weights cost answers, equal ones none", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), count: fc.integer({ min: 1, max: 9 }) }), { minLength: 1 }), (weights) => {
      const cost = kish(weights);
      const n = weights.reduce((sum, { count: one }) => sum + one, 0);
      expect(cost?.effectiveN).toBeLessThanOrEqual(n + 1e-9);
      expect((cost?.designEffect ?? 0) * (cost?.effectiveN ?? 0)).toBeCloseTo(n, 6);
      expect(kish(weights.map((one) => ({ ...one, weight: 3 })))?.designEffect).toBeCloseTo(1, 9);
    }),
  );
});

test("everybody in both groups leaves no spread to take a margin from", () => {
  expect(riskRatio(5, 5, 1, 1)).toMatchObject({ ratio: 1, ratioInterval: null });
});

test("the risk ratio turned round is one over it, and lies in its interval", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), (x1, x2, more1, more2) => {
      // Where everybody left in both groups there is no spread to take a margin from.
      fc.pre(more1 + more2 > 0);
      const there = riskRatio(x1, x1 + more1, x2, x2 + more2);
      const back = riskRatio(x2, x2 + more2, x1, x1 + more1);
      expect((there?.ratio ?? 0) * (back?.ratio ?? 0)).toBeCloseTo(1, 9);
      expect((there?.ratioInterval?.low ?? 0) * (back?.ratioInterval?.high ?? 0)).toBeCloseTo(1, 6);
    }),
  );
});

test("a cohort too young for an opportunity changes no figure of it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }), (old, young) => {
      expect(digitalRetention([[old, old, 0], [young, young, null]]).pooled).toEqual([1, 1, 0]);
      expect(digitalRetention([[young, null]]).pooled).toEqual([1, null]);
    }),
  );
});

function marginOf(all: readonly { readonly by: Readonly<Record<"a" | "b", string>>; readonly size: number }[], name: "a" | "b", what: "size"): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const cell of all) sums[cell.by[name]] = (sums[cell.by[name]] ?? 0) + cell[what];
  return sums;
}
