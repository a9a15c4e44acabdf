import fc from "fast-check";
import type { Answer } from "../../src/surveys/domain/response";
import { isAboutStep, scaleRange } from "../../src/surveys/domain/instrument";
import { WRITTEN_INSTRUMENTS } from "../../src/surveys/storage/written-texts";
import { crossProducts, driverColumns, driverVector, predictors, ratesOverallEffort, stepTroubles } from "../../src/tallies/domain/drivers";
import { historyOf } from "../../src/tallies/domain/history";
import { procedureFacts } from "../support/procedure-facts";
import { at, passage, transaction } from "../support/transaction-fixture";

const PROCEDURE = procedureFacts([{ code: "CHECK", kind: "REVIEW" }, { code: "FILL", kind: "FILL_IN", expectedSeconds: 60 }, { code: "PAY", kind: "PAY" }]);
const rated = (instrumentCode: string, score: number | null, more: Partial<Answer> = {}): Answer => ({
  instrumentCode, instrumentVersion: 1, stepCode: null, score, choice: null, choices: null, notChosen: null, skipped: false, notApplicable: false, inclusionProbability: 1, ...more,
});

test("a plan has ease, whether it is missing, and at most eight steps, the beneficiary's first, by position", () => {
  expect(driverColumns(PROCEDURE)).toEqual(["EASE", "EASE_MISSING", "STEP:FILL", "STEP:PAY", "STEP:CHECK"]);
  const many = procedureFacts(Array.from({ length: 30 }, (_, i) => ({ code: `S${String(i)}`, kind: i % 3 === 0 ? "REVIEW" : "FILL_IN" })));
  expect(driverColumns(many)).toEqual(["EASE", "EASE_MISSING", ...[1, 2, 4, 5, 7, 8, 10, 11].map((i) => `STEP:S${String(i)}`)]);
  expect(driverColumns({ steps: many.steps.toReversed() })).toEqual(driverColumns(many));
  expect(driverColumns({ steps: [] })).toEqual(["EASE", "EASE_MISSING"]);
});

test("troubles at a step are the kinds of trouble observed there, however often each", () => {
  const passages = [
    passage("FILL", at(0), at(20), { errors: 3, retries: 2, helpRequests: 1, channelSwitched: true }),
    passage("CHECK", at(20), at(30)),
    passage("FILL", at(30), at(40), { errors: 0, retries: 0, helpRequests: 0, channelSwitched: false }),
    passage("PAY", at(40), at(41), { errors: 0 }),
  ];
  const history = historyOf(transaction({ id: "s", procedureId: PROCEDURE.id }, { passages, outcome: "GRANTED", endedAt: at(50) }), PROCEDURE, "Asia/Muscat");
  // Error, retry, help, channel switch, sent back, over time; nothing is known of the review.
  expect([...stepTroubles(history)]).toEqual([["FILL", 6], ["CHECK", 0], ["PAY", 0]]);
});

test("the values of a response: mean ease of the steps rated on 0–100, else 0 and missing; troubles, 0 where not reached", () => {
  const columns = ["EASE", "EASE_MISSING", "STEP:FILL", "STEP:PAY"];
  const troubles = new Map([["FILL", 2]]);
  expect(predictors(columns, { answers: [rated("CES7", 3), rated("STEP_EASE5", 2), rated("STEP_EASE7", 6), rated("STEP_EASE5", null, { skipped: true })] }, troubles)).toEqual([54, 0, 2, 0]);
  expect(predictors(columns, { answers: [rated("CES7", 3)] }, troubles)).toEqual([0, 1, 2, 0]);
  expect(() => predictors(["MOOD"], { answers: [] }, troubles)).toThrow(RangeError);
  expect(driverVector(rated("CES7", 3), [54, 0])).toEqual([1, 54, 0, 3]);
  expect(driverVector(rated("CSAT5", 3), [54, 0])).toBeNull();
  expect(driverVector(rated("CES7", null), [54, 0])).toBeNull();
  expect([ratesOverallEffort({ answers: [rated("CSAT5", 3)] }), ratesOverallEffort({ answers: [rated("CSAT5", 3), rated("CES5_EASE", 1)] })]).toEqual([false, true]);
});

test("every question of the bank about the effort of the whole, or the ease of a step, is known with its scale", () => {
  for (const instrument of WRITTEN_INSTRUMENTS) {
    const range = scaleRange(instrument);
    if (instrument.kind !== "RATING" || range === undefined) continue;
    if (instrument.code.startsWith("CES")) expect(driverVector(rated(instrument.code, 1), [])).toEqual([1, 1]);
    if (!isAboutStep(instrument) || instrument.direction !== "HIGH_IS_EASY") continue;
    const ease = (score: number): number | undefined => predictors(["EASE"], { answers: [rated(instrument.code, score)] }, new Map())[0];
    expect([ease(range.minimum), ease(range.maximum)]).toEqual([0, 100]);
  }
});

test("cross-products are Z′Z, and those of a whole are the sum of those of its parts", () => {
  // Z = [[1, 2, 3], [1, 0, 5]]: Z′Z = [[2, 2, 8], [2, 4, 6], [8, 6, 34]].
  const added = crossProducts([1, 2, 3]).map((product, i) => product + (crossProducts([1, 0, 5])[i] ?? 0));
  expect(added).toEqual([2, 2, 8, 4, 6, 34]);
  const row = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.nat(), (rows, cut) => {
      const sum = (some: readonly (readonly number[])[]): number[] => some.reduce<number[]>((total, one) => crossProducts(one).map((product, i) => product + (total[i] ?? 0)), []);
      const at = cut % (rows.length + 1);
      const [left, right] = [sum(rows.slice(0, at)), sum(rows.slice(at))];
      const whole = sum(rows);
      expect(whole).toHaveLength(78);
      expect(whole.map((_, i) => (left[i] ?? 0) + (right[i] ?? 0))).toEqual(whole);
      // Place of (i, j) in the upper triangle, and Σ zᵢzⱼ computed the other way round.
      const [i, j] = [cut % 12, 11];
      expect(whole[(i * (25 - i)) / 2 + (j - i)]).toBe(rows.reduce((total, one) => total + (one[i] ?? 0) * (one[j] ?? 0), 0));
    }),
  );
});
