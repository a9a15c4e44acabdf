import { type EarlierAnswers, isHurriedPraise, type Manner, NOTHING_EARLIER, responseSignals, USUAL_THRESHOLDS } from "../../src/surveys/domain/response-signals";
import type { RecordedAnswer } from "../../src/surveys/domain/check-answers";
import type { Direction, Instrument } from "../../src/surveys/domain/instrument";
import { Dice } from "../../src/cli/demo/dice";

const instrument = (code: string, direction: Direction, points: number): Pick<Instrument, "code"> => ({
  code, kind: "RATING", direction, points: Array.from({ length: points }, (_, i) => ({ value: i + 1, label: {} })),
}) as unknown as Instrument;

const QUESTIONS = [
  instrument("CES5_EASE", "HIGH_IS_EASY", 5), instrument("CSAT5", "HIGH_IS_GOOD", 5), instrument("STEP_EASE5", "HIGH_IS_EASY", 5), instrument("STEP_EASE7", "HIGH_IS_EASY", 7),
  instrument("CES5_EFFORT", "LOW_IS_EASY", 5),
].map((one) => ({ instrument: one as Instrument }));

const rated = (instrumentCode: string, score: number): RecordedAnswer => ({
  instrumentCode, instrumentVersion: 1, stepCode: null, score, choice: null, choices: null, notChosen: null, skipped: false, notApplicable: false, inclusionProbability: 1, firstEnd: "LOW",
});
const chosen: RecordedAnswer = { ...rated("COMPLETED", 0), score: null, choice: "YES", firstEnd: null };

const manner = (scores: Readonly<Record<string, number>>, more: Partial<Manner> = {}): Manner => ({
  answers: [chosen, ...Object.entries(scores).map(([code, score]) => rated(code, score))], questions: QUESTIONS, commented: false, tookMs: 60_000, ...more,
});
const signals = (given: Manner, earlier: Partial<EarlierAnswers> = {}) => responseSignals(given, { ...NOTHING_EARLIER, ...earlier }, USUAL_THRESHOLDS);

test("too fast: under a second for each question that was answered; skips take no time, and what nobody timed is not too fast", () => {
  expect(signals(manner({ CES5_EASE: 2, CSAT5: 4 }, { tookMs: 2_999 }))).toEqual(["TOO_FAST"]);
  expect(signals(manner({ CES5_EASE: 2, CSAT5: 4 }, { tookMs: 3_000 }))).toEqual([]);
  expect(signals(manner({ CES5_EASE: 2, CSAT5: 4 }, { tookMs: null }))).toEqual([]);
  const skipped = { ...rated("CSAT5", 0), score: null, skipped: true };
  expect(signals({ ...manner({ CES5_EASE: 2 }), answers: [rated("CES5_EASE", 2), skipped], tookMs: 1_000 })).toEqual([]);
});

test("straight-lined: three equal ratings on scales that contradict each other, four hasty ones on scales that do not", () => {
  expect(signals(manner({ CES5_EASE: 5, CSAT5: 5, CES5_EFFORT: 5 }))).toEqual(["STRAIGHT_LINED"]);
  expect(signals(manner({ CES5_EASE: 1, CSAT5: 1, CES5_EFFORT: 1 }))).toEqual(["STRAIGHT_LINED"]);
  // The middle of every scale says the same thing, whichever way they point.
  expect(signals(manner({ CES5_EASE: 3, CSAT5: 3, CES5_EFFORT: 3 }))).toEqual([]);
  expect(signals(manner({ CES5_EASE: 5, CES5_EFFORT: 5 }))).toEqual([]);
  expect(signals(manner({ CES5_EASE: 5, CSAT5: 5, STEP_EASE5: 5 }))).toEqual([]);
  const four = { CES5_EASE: 5, CSAT5: 5, STEP_EASE5: 5, STEP_EASE7: 7 };
  expect(signals(manner(four, { tookMs: 9_999 }))).toEqual(["STRAIGHT_LINED"]);
  expect(signals(manner(four, { tookMs: 10_000 }))).toEqual([]);
  expect(signals(manner(four, { tookMs: null }))).toEqual([]);
  expect(signals(manner({ ...four, STEP_EASE7: 6 }, { tookMs: 9_999 }))).toEqual([]);
});

test("bursts, addresses and operators are told by what came before, from the threshold on", () => {
  const usual = manner({ CES5_EASE: 2, CSAT5: 4 });
  expect(signals(usual, { throughPlace: 9, fromAddress: 19 })).toEqual([]);
  expect(signals(usual, { throughPlace: 10, fromAddress: 20 })).toEqual(["BURST", "SAME_ADDRESS"]);
  const praise = manner({ CES5_EASE: 5, CSAT5: 5, CES5_EFFORT: 1 }, { tookMs: 4_500 });
  expect(isHurriedPraise(praise)).toBe(true);
  expect(signals(praise, { throughOperator: 10, hurriedThroughOperator: 5 })).toEqual(["ONE_OPERATOR"]);
  expect(signals(praise, { throughOperator: 11, hurriedThroughOperator: 5 })).toEqual([]);
  expect(signals(praise, { throughOperator: 4, hurriedThroughOperator: 4 })).toEqual([]);
  // Slower, or with a word, or less than the best: nothing to wonder about.
  for (const other of [{ ...praise, tookMs: 5_000 }, { ...praise, commented: true }, { ...praise, tookMs: null }, manner({ CES5_EASE: 4, CSAT5: 5 }, { tookMs: 4_500 })]) {
    expect(signals(other, { throughOperator: 10, hurriedThroughOperator: 10 })).toEqual([]);
  }
});

describe("of people who answer honestly, few are flagged", () => {
  const N = 20_000;
  /** An answer takes three seconds at the median; a mood, at its median or above it, runs through the ratings. */
  const honest = (dice: Dice, codes: readonly (readonly [string, string, number])[]): Manner => {
    const mood = dice.normal(3.8, 0.8);
    const answers = codes.map(([code, direction, points]) => {
      const good = Math.min(5, Math.max(1, Math.round(dice.normal(mood, 0.7))));
      const placed = direction === "LOW_IS_EASY" ? 6 - good : good;
      return rated(code, points === 5 ? placed : Math.round(1 + ((placed - 1) * (points - 1)) / 4));
    });
    return { answers: [chosen, ...answers], questions: QUESTIONS, commented: dice.chance(0.2), tookMs: dice.around(3_000 * (answers.length + 1), 0.5) };
  };
  const rates = (codes: readonly (readonly [string, string, number])[], earlier: (dice: Dice) => Partial<EarlierAnswers> = () => ({})): Readonly<Record<string, number>> => {
    const dice = new Dice("honest people");
    const found: Record<string, number> = { TOO_FAST: 0, STRAIGHT_LINED: 0, BURST: 0, SAME_ADDRESS: 0, ONE_OPERATOR: 0 };
    for (let i = 0; i < N; i += 1) for (const signal of signals(honest(dice, codes), earlier(dice))) found[signal] = (found[signal] ?? 0) + 1 / N;
    return found;
  };
  const [EASE, CSAT, STEP, STEP7, EFFORT] = [["CES5_EASE", "HIGH_IS_EASY", 5], ["CSAT5", "HIGH_IS_GOOD", 5], ["STEP_EASE5", "HIGH_IS_EASY", 5], ["STEP_EASE7", "HIGH_IS_EASY", 7], ["CES5_EFFORT", "LOW_IS_EASY", 5]] as const;

  /** Of each list of questions: the rate of too fast, of straight-lined, of either, in thousandths. */
  test.each([
    ["the national core, one step", [EASE, CSAT, STEP], 15, 0],
    ["the national core, two steps", [EASE, CSAT, STEP, STEP], 14, 27],
    ["scales that point both ways", [EASE, CSAT, STEP, EFFORT], 14, 2],
    ["five ratings", [EASE, CSAT, STEP, STEP7, STEP], 14, 15],
  ] as const)("%s", (_, codes, fast, straight) => {
    const found = rates(codes);
    expect([found["TOO_FAST"], found["STRAIGHT_LINED"]].map((rate = 0) => Math.round(1_000 * rate))).toEqual([fast, straight]);
    expect([found["BURST"], found["SAME_ADDRESS"], found["ONE_OPERATOR"]]).toEqual([0, 0, 0]);
  });
});
