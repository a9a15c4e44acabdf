import fc from "fast-check";
import { Dice } from "../../src/cli/demo/dice";
import { benjaminiHochberg } from "../../src/statistics/benjamini-hochberg";
import { betaBinomialMle } from "../../src/statistics/beta-binomial-mle";
import { betaBinomialMoments } from "../../src/statistics/beta-binomial-moments";
import { betaBinomialPosterior } from "../../src/statistics/beta-binomial-posterior";
import { binomialUpperTail } from "../../src/statistics/binomial-upper-tail";
import { derSimonianLaird } from "../../src/statistics/der-simonian-laird";
import { directStandardisation } from "../../src/statistics/direct-standardisation";
import { expectedRank } from "../../src/statistics/expected-rank";
import { funnelLimits } from "../../src/statistics/funnel-limits";
import { funnelOverdispersion } from "../../src/statistics/funnel-overdispersion";
import { jamesStein } from "../../src/statistics/james-stein";
import { normalShrink } from "../../src/statistics/normal-shrink";
import { normalQuantile } from "../../src/statistics/normal-quantile";
import { pauleMandel } from "../../src/statistics/paule-mandel";
import { probExceeds } from "../../src/statistics/prob-exceeds";
import { reliability } from "../../src/statistics/reliability";

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("benjaminiHochberg", () => {
  test("adjusted p is monotone in p, at least p, at most 1, and at most Bonferroni's", () => {
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 40 }), (p) => {
        const { adjusted, rejected, bonferroniRejected } = benjaminiHochberg(p, 0.05);
        const close = 1e-12;
        return (
          bonferroniRejected <= rejected &&
          p.every((one, i) => {
            const own = adjusted[i] ?? -1;
            return own >= one - close && own <= Math.min(1, one * p.length) + close && p.every((other, j) => one > other || own <= (adjusted[j] ?? -1) + close);
          })
        );
      }),
    );
  });

  test("the order of the tests does not matter, and no tests flag nothing", () => {
    fc.assert(
      fc.property(fc.array(chance, { maxLength: 20 }), (p) => {
        const forth = benjaminiHochberg(p, 0.1).adjusted;
        const back = benjaminiHochberg(p.toReversed(), 0.1).adjusted.toReversed();
        return forth.every((one, i) => Math.abs(one - (back[i] ?? -1)) < 1e-15);
      }),
    );
    expect(benjaminiHochberg([], 0.1)).toEqual({ adjusted: [], flagged: [], rejected: 0, bonferroniRejected: 0 });
    expect(() => benjaminiHochberg([1.2], 0.1)).toThrow(RangeError);
  });

  test.each([0.05, 0.1])("the share of false flags is at most q = %d: 40 steps, 30 of them at the target, 800 times", (q) => {
    const dice = new Dice(`false flags at ${String(q)}`);
    const [times, target, n] = [800, 0.2, 150];
    let share = 0;
    let alarmsUnderNull = 0;
    for (let time = 0; time < times; time += 1) {
      const rates = Array.from({ length: 40 }, (_, step) => (step < 30 ? target : 0.33));
      const p = rates.map((rate) => {
        let errors = 0;
        for (let i = 0; i < n; i += 1) errors += Number(dice.chance(rate));
        return binomialUpperTail(errors, n, target);
      });
      const { flagged, rejected } = benjaminiHochberg(p, q);
      share += rejected === 0 ? 0 : flagged.filter((flag, step) => flag && step < 30).length / rejected;
      alarmsUnderNull += Number(benjaminiHochberg(p.slice(0, 30), q).rejected > 0);
    }
    // Of the true rates three quarters are at the target; a simulation of 800 has a standard error below 0.01.
    expect(share / times).toBeLessThanOrEqual(q);
    expect(alarmsUnderNull / times).toBeLessThanOrEqual(q + 0.01);
  });
});

describe("binomialUpperTail", () => {
  test("falls in x, is 1 at none and 0 beyond all", () => {
    expect([binomialUpperTail(0, 10, 0.3), binomialUpperTail(11, 10, 0.3)]).toEqual([1, 0]);
    expect(binomialUpperTail(10, 10, 0.3)).toBeCloseTo(0.3 ** 10, 12);
    for (let x = 1; x <= 10; x += 1) expect(binomialUpperTail(x, 10, 0.3)).toBeLessThan(binomialUpperTail(x - 1, 10, 0.3));
  });
});

const peers = fc.array(fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))), { minLength: 1, maxLength: 25 });

describe("shrinkage of shares", () => {
  test("a posterior lies between its own share and its prior's mean, and brings certainty", () => {
    fc.assert(
      fc.property(peers, (counts) => {
        const prior = betaBinomialMle(counts.map(([y]) => y), counts.map(([, n]) => n));
        if (prior === null) return false;
        if (prior.alpha === 0 || prior.beta === 0) return true;
        const centre = prior.alpha / (prior.alpha + prior.beta);
        return counts.every(([y, n]) => {
          const { mean, q05, q95 } = betaBinomialPosterior(y, n, prior);
          const [low, high] = [Math.min(y / n, centre), Math.max(y / n, centre)];
          return mean >= low - 1e-9 && mean <= high + 1e-9 && q05 <= q95;
        });
      }),
    );
  });

  test("few peers, or peers without a beta distribution, get the weak prior, worth two observations", () => {
    expect(betaBinomialMle([5, 10], [10, 20])).toEqual({ alpha: 1, beta: 1, fit: "WEAK" });
    expect(betaBinomialMle(Array.from({ length: 9 }, () => 5), Array.from({ length: 9 }, () => 10))).toEqual({ alpha: 1, beta: 1, fit: "WEAK" });
    expect(betaBinomialMle([], [])).toBeNull();
    expect(betaBinomialMle([0], [0])).toBeNull();
    expect(betaBinomialMoments([], [])).toBeNull();
    expect(betaBinomialMoments([3], [4])).toEqual({ mean: 0.75, sd: 0, alpha: null, beta: null });
    expect(() => betaBinomialPosterior(0, 10, { alpha: 0, beta: 0 })).toThrow(RangeError);
  });

  test("peers that differ by chance only are all drawn to their mean", () => {
    const dice = new Dice("peers by chance");
    const y = Array.from({ length: 30 }, () => Array.from({ length: 200 }, () => Number(dice.chance(0.4))).reduce((a, b) => a + b, 0));
    const prior = betaBinomialMle(y, y.map(() => 200));
    expect(prior?.fit).toBe("MLE");
    expect((prior?.alpha ?? 0) + (prior?.beta ?? 0)).toBeGreaterThan(1_000);
  });

  test("James and Stein: all the same, or too few to draw", () => {
    expect(jamesStein([5, 5, 5, 5], 10)).toEqual({ grandMean: 0.5, shrink: 0, estimates: [0.5, 0.5, 0.5, 0.5] });
    expect(jamesStein([1, 9], 10)?.shrink).toBe(1);
    expect(jamesStein([], 10)).toBeNull();
  });
});

const effects = fc.array(fc.tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: 0.01, max: 20, noNaN: true })), { minLength: 1, maxLength: 20 });

describe("variance between units", () => {
  test("is never negative, moves with the values and scales with their units", () => {
    fc.assert(
      fc.property(effects, (units) => {
        const [y, v] = [units.map(([one]) => one), units.map(([, one]) => one)];
        return [derSimonianLaird, pauleMandel].every((method) => {
          const plain = method(y, v);
          const moved = method(y.map((one) => 10 * one + 3), v.map((one) => 100 * one));
          if (plain === null || moved === null) return false;
          return plain.tau2 >= 0 && Math.abs(moved.tau2 - 100 * plain.tau2) <= 1e-6 * (1 + 100 * plain.tau2) && Math.abs(moved.mu - (10 * plain.mu + 3)) <= 1e-6 * (1 + Math.abs(moved.mu));
        });
      }),
    );
  });

  test("Paule and Mandel's τ² leaves exactly the spread that chance expects", () => {
    fc.assert(
      fc.property(effects, (units) => {
        const [y, v] = [units.map(([one]) => one), units.map(([, one]) => one)];
        const fit = pauleMandel(y, v);
        if (fit === null || fit.tau2 === 0) return fit !== null;
        const spread = sum(y.map((one, i) => (one - fit.mu) ** 2 / ((v[i] ?? 1) + fit.tau2)));
        return Math.abs(spread - (units.length - 1)) < 1e-6;
      }),
    );
  });

  test("one unit has nobody to differ from; none, or no variance, is no question", () => {
    expect(derSimonianLaird([3], [1])).toMatchObject({ tau2: 0, mu: 3, I2: 0 });
    expect(pauleMandel([3], [1])).toMatchObject({ tau2: 0, mu: 3, se: 1 });
    for (const method of [derSimonianLaird, pauleMandel]) {
      expect(method([], [])).toBeNull();
      expect(method([1, 2], [1, 0])).toBeNull();
    }
  });

  test("without differences everyone is the mean; SE(μ) keeps it honest", () => {
    expect(normalShrink([1, 3], [1, 1], 2, 0)).toEqual({ weight: [0, 0], posteriorMean: [2, 2], posteriorVar: [0, 0] });
    expect(normalShrink([1, 3], [1, 1], 2, 0, 0.5).posteriorVar).toEqual([0.25, 0.25]);
  });

  test("reliability is the weight of shrinkage, and says how many are needed", () => {
    expect(reliability(0, 1, [10], 0.7)).toEqual({ reliability: [0], median: 0, nForTarget: null });
    expect(reliability(1, 1, [], 0.7).median).toBeNull();
    expect(reliability(0.05, 2, [94], 0.7).reliability[0]).toBeCloseTo(normalShrink([0], [2 / 94], 0, 0.05).weight[0] ?? 0, 12);
    expect(reliability(1, 1, [1, 0, 3], 0.7).median).toBe(0.5);
    expect(reliability(1, 0, [10], 0.7).nForTarget).toBe(0);
  });
});

describe("ranks", () => {
  test("expected ranks sum to k(k+1)/2 and lie between 1 and k", () => {
    fc.assert(
      fc.property(effects, (units) => {
        const ranks = expectedRank(units.map(([mean]) => mean), units.map(([, variance]) => variance));
        const k = units.length;
        return Math.abs(sum(ranks) - (k * (k + 1)) / 2) < 1e-6 && ranks.every((rank) => rank >= 1 - 1e-9 && rank <= k + 1e-9);
      }),
    );
    expect(expectedRank([5, 5], [0, 0])).toEqual([1.5, 1.5]);
    expect([probExceeds(5, 0, 4), probExceeds(5, 0, 6), probExceeds(5, 0, 5)]).toEqual([1, 0, 0.5]);
  });
});

describe("funnel", () => {
  test("limits are nested, narrow with n, widen with over-dispersion and stay shares", () => {
    fc.assert(
      fc.property(chance, fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 0.01, noNaN: true }), (p0, n, tau2) => {
        const [inner, outer] = funnelLimits(p0, n);
        const [more] = funnelLimits(p0, 4 * n);
        const [wide] = funnelLimits(p0, n, [0.95], tau2);
        if (inner === undefined || outer === undefined || more === undefined || wide === undefined) return false;
        return 0 <= outer.low && outer.low <= inner.low && inner.low <= more.low && more.high <= inner.high && inner.high <= outer.high && outer.high <= 1 && wide.low <= inner.low;
      }),
    );
  });

  test("chance alone: about one unit in twenty lies outside 95 %, and τ² is near 0", () => {
    const dice = new Dice("funnel by chance");
    const n = Array.from({ length: 400 }, () => 200);
    const x = n.map((one) => Array.from({ length: one }, () => Number(dice.chance(0.3))).reduce((a, b) => a + b, 0));
    const funnel = funnelOverdispersion(x, n);
    expect((funnel?.z.filter((z) => Math.abs(z) > normalQuantile(0.975)).length ?? 0) / 400).toBeCloseTo(0.05, 1);
    expect(funnel?.tau2).toBeLessThan(0.0002);
  });

  test("one unit, nobody, certainty", () => {
    expect(funnelOverdispersion([5], [10])).toMatchObject({ p0: 0.5, tau2: 0 });
    expect(funnelOverdispersion([], [])).toBeNull();
    expect(funnelOverdispersion([10, 20], [10, 20])).toMatchObject({ p0: 1, z: [0, 0], tau2: 0 });
    expect(() => funnelOverdispersion([0], [0])).toThrow(RangeError);
  });
});

describe("directStandardisation", () => {
  const stratum = fc.record({
    weight: fc.double({ min: 0.01, max: 10, noNaN: true }),
    n: fc.integer({ min: 1, max: 500 }),
    mean: fc.double({ min: 1, max: 7, noNaN: true }),
    variance: fc.double({ min: 0, max: 2, noNaN: true }),
  });

  test("lies among the strata's means, whatever the scale of the weights; its own mix gives the crude mean", () => {
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 6 }), (strata) => {
        const result = directStandardisation(strata);
        const scaled = directStandardisation(strata.map((one) => ({ ...one, weight: one.weight * 7 })));
        const own = directStandardisation(strata.map((one) => ({ ...one, weight: one.n })));
        if (result === null || scaled === null || own === null) return false;
        const means = strata.map(({ mean }) => mean);
        const inside = result.standardised >= Math.min(...means) - 1e-9 && result.standardised <= Math.max(...means) + 1e-9;
        return inside && Math.abs(result.standardised - scaled.standardised) < 1e-9 && Math.abs(own.standardised - own.crude) < 1e-9 && Math.abs(result.lacking) < 1e-9;
      }),
    );
  });

  test("of equal means is that mean, and no share goes beyond 1", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 }), fc.constantFrom(0, 0.1, 1, 4.9), (weights, mean) => {
        const total = sum(weights);
        return directStandardisation(weights.map((weight) => ({ weight: weight / total, n: 20, mean, variance: 0 })))?.standardised === mean;
      }),
    );
  });

  test("says what is lacking, and has nothing to say about nobody", () => {
    const held = { weight: 3, n: 10, mean: 5, variance: 0.04 };
    expect(directStandardisation([held, { weight: 1, n: 0, mean: 0, variance: null }])).toEqual({ crude: 5, standardised: 5, se: 0.2, lacking: 0.25 });
    expect(directStandardisation([{ ...held, variance: null }])?.se).toBeNull();
    expect(directStandardisation([])).toBeNull();
    expect(directStandardisation([{ ...held, n: 0 }])).toBeNull();
  });
});
