import fc from "fast-check";
import type { Answer, Response } from "../../src/surveys/domain/response";
import { releaseBatches, weigh } from "../../src/tallies/domain/release-batches";
import { type WaitingAnswer, waitingAnswers } from "../../src/tallies/domain/waiting-answer";

const answer: fc.Arbitrary<WaitingAnswer> = fc.record({
  serviceId: fc.constant("s"),
  instrumentCode: fc.constantFrom("CES5_EASE", "CSAT5"),
  instrumentVersion: fc.constantFrom(1, 2),
  moment: fc.constant("AFTER_OUTCOME" as const),
  mode: fc.constantFrom("WEB" as const, "KIOSK" as const),
  collector: fc.constant("YUSR" as const),
  stepCode: fc.constantFrom("", "PAY"),
  day: fc.constantFrom("2026-03-01", "2026-03-02", "2026-03-03"),
  score: fc.integer({ min: 1, max: 5 }),
  choice: fc.constant(null),
  weight: fc.constant(1_000_000),
});
const question = ({ instrumentCode, instrumentVersion, mode, stepCode }: WaitingAnswer): string => [instrumentCode, instrumentVersion, mode, stepCode].join();

const given = (part: Partial<Answer>): Answer => ({ instrumentCode: "CSAT5", instrumentVersion: 1, stepCode: null, score: 4, choice: null, skipped: false, notApplicable: false, inclusionProbability: 1, ...part });
const response = (...answers: Answer[]): Response => ({
  serviceId: "s", id: "r", surveyId: "v", procedureId: "p", moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", day: "2026-03-01",
  channel: null, touchpointId: null, segment: null, language: "ar", outcome: "GRANTED", jackknifeGroup: 0, answers,
});

test("batches are full, of one question, in order of day; nothing is released twice; less than a batch waits", () => {
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 200 }), fc.integer({ min: 2, max: 12 }), (answers, size) => {
      const batches = releaseBatches(answers, size);
      for (const batch of batches) {
        expect(batch.answers).toHaveLength(size);
        expect(new Set(batch.answers.map(question)).size).toBe(1);
        const days = batch.answers.map((one) => one.day).toSorted();
        expect([batch.firstDay, batch.day, batch.lastDay]).toEqual([days[0], days[Math.floor((size - 1) / 2)], days.at(-1)]);
      }
      const released = batches.flatMap((batch) => batch.answers);
      expect(new Set(released).size).toBe(released.length);
      for (const one of new Set(answers.map(question))) {
        const waiting = answers.filter((candidate) => question(candidate) === one && !released.includes(candidate));
        const seen = released.filter((candidate) => question(candidate) === one);
        expect(waiting.length).toBeLessThan(size);
        // Who answered later waits longer.
        for (const late of waiting) for (const early of seen) expect(early.day <= late.day).toBe(true);
      }
    }),
  );
});

test("ratings and choices to one instrument never fill a batch together", () => {
  const base = { serviceId: "s", instrumentCode: "Q", instrumentVersion: 1, moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", stepCode: "", day: "2026-03-01", weight: 1_000_000 } as const;
  const five = <T>(one: T): T[] => Array.from({ length: 5 }, () => ({ ...one }));
  expect(releaseBatches([...five({ ...base, score: 1, choice: null }), ...five({ ...base, score: null, choice: "YES" })], 10)).toEqual([]);
});

test("a weight is one over the probability of having been asked, in millionths", () => {
  const waiting = waitingAnswers(response(given({}), given({ inclusionProbability: 0.25 }), given({ skipped: true, score: null }), given({ notApplicable: true, score: null }), given({ score: null, choice: "NO" })));
  expect(waiting.map(({ score, choice, weight }) => [score, choice, weight])).toEqual([[4, null, 1_000_000], [4, null, 4_000_000], [null, "NO", 1_000_000]]);
  expect(weigh(waiting)).toEqual({ n: 3, weight: 6_000_000, weightSquares: 18_000_000 });
});

test("which step was hardest is one question, whatever people name: a step that few name is not lost", () => {
  const hardest = (choice: string, stepCode: string | null): Answer => given({ instrumentCode: "HARDEST_STEP", score: null, choice, stepCode });
  const said = [...Array.from({ length: 7 }, () => hardest("STEP", "PAY")), hardest("STEP", "FILL"), hardest("NONE", null), hardest("BEFORE", null)];
  const [batch, ...more] = releaseBatches(said.flatMap((answer) => waitingAnswers(response(answer))), 10);
  expect(more).toEqual([]);
  expect(batch?.question).toMatchObject({ instrumentCode: "HARDEST_STEP", stepCode: "" });
  expect(batch?.answers.map(({ choice }) => choice)).toEqual([...Array.from({ length: 7 }, () => "STEP:PAY"), "STEP:FILL", "NONE", "BEFORE"]);
});
