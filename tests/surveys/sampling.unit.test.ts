import fc from "fast-check";
import { drawSteps, stepProbabilities, systematic } from "../../src/surveys/domain/askable-steps";
import type { Decision } from "../../src/surveys/domain/decision";
import type { Moment } from "../../src/surveys/domain/moment";
import { sampled, type Sampling } from "../../src/surveys/domain/sampled";
import { DEFAULT_QUOTA, samplingRates } from "../../src/surveys/domain/sampling";
import { stepWeights } from "../../src/surveys/domain/step-weights";
import type { Survey } from "../../src/surveys/domain/survey";
import { intervalWidth } from "../../src/tallies/domain/interval-width";
import type { Outcome } from "../../src/transactions/domain/outcome";
import { procedureFacts } from "../support/procedure-facts";
import { seeded } from "./seeded";

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));
}

describe("steps to ask about", () => {
  const names = ["A", "B", "C", "D", "E"];

  /** Exactly: the line is cut where the drawn set changes, and each piece counts by its length. */
  function inclusion(order: readonly string[], probabilities: ReadonlyMap<string, number>): Map<string, number> {
    let end = 0;
    const cuts = [0, 1];
    for (const step of order) {
      end += probabilities.get(step) ?? 0;
      cuts.push(end % 1);
    }
    const sorted = [...new Set(cuts)].sort((a, b) => a - b);
    const drawn = new Map(order.map((step) => [step, 0]));
    for (let i = 1; i < sorted.length; i += 1) {
      const [from = 0, to = 0] = [sorted[i - 1], sorted[i]];
      // Shorter than rounding: no piece at all.
      if (to - from < 1e-12) continue;
      const set = systematic(order, probabilities, (from + to) / 2);
      expect(set.size).toBe(2);
      for (const step of set) drawn.set(step, (drawn.get(step) ?? 0) + to - from);
    }
    return drawn;
  }

  test("each is drawn with exactly its stored probability, in whatever order, and always two are drawn", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.25, max: 1, noNaN: true }), { minLength: 3, maxLength: 5 }), (weights) => {
        const steps = names.slice(0, weights.length);
        const probabilities = stepProbabilities(steps, new Map(steps.map((step, i) => [step, weights[i] ?? 1])));
        expect([...probabilities.values()].reduce((a, b) => a + b)).toBeCloseTo(2, 10);
        for (const order of permutations(steps)) {
          for (const [step, share] of inclusion(order, probabilities)) expect(share).toBeCloseTo(probabilities.get(step) ?? 0, 9);
        }
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test("one that would be more than certain is certain, and the others share what is left", () => {
    const probabilities = stepProbabilities(["A", "B", "C", "D"], new Map([["A", 8], ["B", 1], ["C", 1], ["D", 2]]));
    expect(Object.fromEntries(probabilities)).toEqual({ A: 1, B: 0.25, C: 0.25, D: 0.5 });
  });

  test.each([[["A"]], [["A", "B"]], [[]]])("whoever walked no more than two is asked about all: %j", (steps) => {
    expect(drawSteps(steps, new Map(), () => 0.5)).toEqual(steps.map((step) => ({ step, probability: 1 })));
  });

  test("drawn often enough, frequencies are the probabilities", () => {
    const random = seeded(7);
    const weights = new Map([["A", 1], ["B", 0.25], ["C", 0.5], ["D", 0.8], ["E", 0.25]]);
    const expected = stepProbabilities(names, weights);
    const counts = new Map<string, number>();
    const runs = 100_000;
    for (let i = 0; i < runs; i += 1) {
      for (const { step, probability } of drawSteps(names, weights, random)) {
        if (probability !== expected.get(step)) throw new Error(`${step} was drawn with another probability than it has`);
        counts.set(step, (counts.get(step) ?? 0) + 1);
      }
    }
    for (const [step, p] of expected) expect(Math.abs((counts.get(step) ?? 0) - runs * p)).toBeLessThan(4 * Math.sqrt(runs * p * (1 - p)));
  });

  test("the wider the interval the heavier the step, and none is forgotten", () => {
    const of = (stepCode: string, width: number): { serviceId: string; procedureId: string; stepCode: string; width: number } => ({ serviceId: "s", procedureId: "p", stepCode, width });
    expect(stepWeights([of("A", 2), of("B", 1), of("C", 0.1), of("D", 0)]).map(({ stepCode, weight }) => [stepCode, weight])).toEqual([["A", 1], ["B", 0.5], ["C", 0.25], ["D", 0.25]]);
    expect(stepWeights([of("A", 0), of("B", 0)]).map(({ weight }) => weight)).toEqual([1, 1]);
    // 10 answers 1 and 5, half each: ± 2.262 · 2.108/√10.
    expect(intervalWidth(10, 30, 130)).toBeCloseTo(3.016, 3);
    expect([intervalWidth(0, 0, 0), intervalWidth(1, 5, 25), intervalWidth(2, 6, 26), intervalWidth(9, 27, 81)]).toEqual([4, 4, 4, 0]);
  });
});

describe("rates", () => {
  const stratum = (outcomeGroup: "GRANTED" | "REFUSED" | "GIVEN_UP", n: number): any => ({ moment: "AFTER_OUTCOME", outcomeGroup, n });
  const of = (...args: Parameters<typeof samplingRates>): Record<string, number> => Object.fromEntries(samplingRates(...args).map(({ outcomeGroup, rate }) => [outcomeGroup, rate]));

  test("the worked example of the documentation", () => {
    expect(DEFAULT_QUOTA).toBe(1_925);
    // 9,000 granted, 800 refused, 200 given up: a third of 1,925 each; the 200 are all asked, and half of the rest is 862.5.
    const rates = of([stratum("GRANTED", 9_000), stratum("REFUSED", 800), stratum("GIVEN_UP", 200)], 30, 1_925);
    expect(rates).toEqual({ GRANTED: 925 / 9_000, REFUSED: 1, GIVEN_UP: 1 });
  });

  test("a small service asks everybody, unless its quota is smaller still", () => {
    expect(of([stratum("GRANTED", 300), stratum("REFUSED", 199)], 30, 1_925)).toEqual({ GRANTED: 1, REFUSED: 1 });
    expect(of([stratum("GRANTED", 300)], 30, 100)).toEqual({ GRANTED: 100 / 300 });
    // What a single day saw is a thirtieth of a month.
    expect(of([stratum("GRANTED", 300)], 1, 1_925)).toEqual({ GRANTED: 1_925 / 9_000 });
  });

  test("no stratum asks more than everybody, none nobody, and together they ask what the quota allows", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 5_000 }), (volumes, quota) => {
        const groups = ["GRANTED", "REFUSED", "GIVEN_UP"] as const;
        const rates = samplingRates(volumes.map((n, i) => stratum(groups[i] ?? "GRANTED", n)), 30, quota);
        for (const { rate } of rates) expect(rate > 0 && rate <= 1).toBe(true);
        const total = volumes.reduce((a, b) => a + b, 0);
        const asked = rates.reduce((sum, { rate, volume }) => sum + rate * volume, 0);
        expect(Math.abs(asked - Math.min(total, quota))).toBeLessThan(1e-6 * Math.max(1, total));
      }),
      { seed: 2 },
    );
  });
});

describe("the draw of one transaction", () => {
  const survey = (moment: Moment): Survey => ({ id: moment, serviceId: "s", moment }) as unknown as Survey;
  const eligible = (moment: Moment): Decision => ({ state: "INVITED", survey: survey(moment), probability: 1 });
  const slow = procedureFacts([{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW", expectedSeconds: 4 * 86_400 }]);
  const quick = procedureFacts([{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW", expectedSeconds: 3 * 86_400 }]);
  const unknown = procedureFacts([{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }]);
  const BOTH: readonly Moment[] = ["AFTER_OWN_PART", "AFTER_OUTCOME"];
  const decide = (moment: Moment, draws: Record<string, number>, more: { earlier?: Sampling["earlier"]; rate?: number; moments?: readonly Moment[]; procedure?: typeof slow; outcome?: Outcome } = {}): string => {
    const { earlier = null, rate = 1, moments = BOTH, procedure = slow, outcome = moment === "AFTER_OWN_PART" ? "IN_FLIGHT" : "GRANTED" } = more;
    const decision = sampled(eligible(moment), { outcome, procedure, moments }, { earlier, rate: () => rate, draw: (purpose) => draws[purpose] ?? 0 });
    return decision.state === "INVITED" ? `INVITED ${String(decision.probability)}` : decision.state;
  };
  const NOT_SAMPLED = { state: "NOT_SAMPLED", moment: "AFTER_OWN_PART" } as const;

  test("it is drawn for one of two moments, never for both, each with half the rate", () => {
    for (const procedure of [slow, unknown]) {
      expect(decide("AFTER_OWN_PART", { MOMENT: 0.2 }, { procedure })).toBe("INVITED 0.5");
      expect(decide("AFTER_OWN_PART", { MOMENT: 0.7 }, { procedure })).toBe("NOT_SAMPLED");
      expect(decide("AFTER_OUTCOME", { MOMENT: 0.7 }, { procedure, earlier: NOT_SAMPLED })).toBe("INVITED 0.5");
      expect(decide("AFTER_OUTCOME", { MOMENT: 0.2 }, { procedure, earlier: NOT_SAMPLED })).toBe("NOT_SAMPLED");
      expect(decide("AFTER_OUTCOME", { MOMENT: 0.7, AFTER_OUTCOME: 0.5 }, { procedure, earlier: NOT_SAMPLED, rate: 0.4 })).toBe("NOT_SAMPLED");
    }
    // Given up later: the draw for later holds.
    expect(decide("AFTER_GIVING_UP", { MOMENT: 0.7 }, { outcome: "WITHDRAWN", moments: [...BOTH, "AFTER_GIVING_UP"], earlier: NOT_SAMPLED })).toBe("INVITED 0.5");
  });

  test("a quick decision is waited for; one moment alone has the whole rate", () => {
    expect(decide("AFTER_OWN_PART", { MOMENT: 0.2 }, { procedure: quick })).toBe("NOT_REACHED");
    expect(decide("AFTER_OUTCOME", { MOMENT: 0.2 }, { procedure: quick })).toBe("INVITED 1");
    expect(decide("AFTER_OWN_PART", { MOMENT: 0.7 }, { moments: ["AFTER_OWN_PART"] })).toBe("INVITED 1");
    expect(decide("AFTER_OUTCOME", { MOMENT: 0.2 }, { rate: 0.25, moments: ["AFTER_OUTCOME"] })).toBe("INVITED 0.25");
    // Nobody ever saw it in flight, so there never was a choice.
    expect(decide("AFTER_OUTCOME", { MOMENT: 0.2 })).toBe("INVITED 1");
  });

  test.each(["NOT_SAMPLED", "RECENTLY_ASKED", "QUOTA_FULL", "OPTED_OUT"] as const)("what was decided stays: %s", (state) => {
    for (const moment of BOTH) expect(decide("AFTER_OUTCOME", { MOMENT: moment === "AFTER_OWN_PART" ? 0.2 : 0.7 }, { earlier: { state, moment } })).toBe(state);
  });

  test.each(["NO_SURVEY", "NOT_REACHED", "SERVICE_EXCLUDED"] as const)("what was no draw leaves everything open: %s", (state) => {
    expect(decide("AFTER_OUTCOME", {}, { earlier: { state, moment: null } })).toBe("INVITED 1");
  });
});
