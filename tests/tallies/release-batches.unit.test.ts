import fc from "fast-check";
import type { Answer, Response } from "../../src/surveys/domain/response";
import { postings } from "../../src/tallies/domain/postings";
import { releaseBatches } from "../../src/tallies/domain/release-batches";
import { type WaitingAnswer, waitingAnswers } from "../../src/tallies/domain/waiting-answer";

/** What the tests of batches do not look at. */
const ELSE = {
  serviceId: "s", procedureId: "p", moment: "AFTER_OUTCOME", collector: "YUSR", flagged: false, weight: 1_000_000,
  channel: "WEB", segment: "", language: "ar", outcome: "GRANTED", touchpoint: "", jackknifeGroup: 0, drivers: null,
} as const;

const answer: fc.Arbitrary<WaitingAnswer> = fc.record({
  procedureId: fc.constantFrom("p", "q"),
  instrumentCode: fc.constantFrom("CES5_EASE", "CSAT5"),
  instrumentVersion: fc.constantFrom(1, 2),
  mode: fc.constantFrom("WEB" as const, "KIOSK" as const),
  flagged: fc.boolean(),
  stepCode: fc.constantFrom("", "PAY"),
  day: fc.constantFrom("2026-03-01", "2026-03-02", "2026-03-03"),
  score: fc.integer({ min: 1, max: 5 }),
  choice: fc.constant(null),
}).map((part) => ({ ...ELSE, ...part }));
const question = ({ procedureId, instrumentCode, instrumentVersion, mode, flagged, stepCode }: WaitingAnswer): string => [procedureId, instrumentCode, instrumentVersion, mode, flagged, stepCode].join();

const given = (part: Partial<Answer>): Answer => ({ instrumentCode: "CSAT5", instrumentVersion: 1, stepCode: null, score: 4, choice: null, choices: null, notChosen: null, skipped: false, notApplicable: false, inclusionProbability: 1, ...part });
const response = (...answers: Answer[]): Response => ({
  serviceId: "s", id: "r", surveyId: "v", procedureId: "p", moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", signals: [], day: "2026-03-01",
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
        expect(batch.day).toBe(days[Math.floor((size - 1) / 2)]);
        expect(postings([batch]).answers.map(({ firstDay, lastDay }) => [firstDay, lastDay])).toEqual([[days[0], days.at(-1)]]);
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
  const base = { ...ELSE, instrumentCode: "Q", instrumentVersion: 1, mode: "WEB", stepCode: "", day: "2026-03-01" } as const;
  const five = <T>(one: T): T[] => Array.from({ length: 5 }, () => ({ ...one }));
  expect(releaseBatches([...five({ ...base, score: 1, choice: null }), ...five({ ...base, score: null, choice: "YES" })], 10)).toEqual([]);
});

test("a weight is one over the probability of having been asked, in millionths", () => {
  const waiting = waitingAnswers(response(given({}), given({ inclusionProbability: 0.25 }), given({ skipped: true, score: null }), given({ notApplicable: true, score: null }), given({ score: null, choice: "NO" })), null);
  expect(waiting.map(({ score, choice, weight }) => [score, choice, weight])).toEqual([[4, null, 1_000_000], [4, null, 4_000_000], [null, "NO", 1_000_000]]);
  const [posted] = postings([{ question: waiting[0] as WaitingAnswer, day: "2026-03-01", answers: waiting.slice(0, 2) }]).answers;
  expect([posted?.measures[4], posted?.measures[15], posted?.measures[22]]).toEqual([2, 5_000_000, 17_000_000]);
});

test("which step was hardest is one question, whatever people name: a step that few name is not lost", () => {
  const hardest = (choice: string, stepCode: string | null): Answer => given({ instrumentCode: "HARDEST_STEP", score: null, choice, stepCode });
  const said = [...Array.from({ length: 7 }, () => hardest("STEP", "PAY")), hardest("STEP", "FILL"), hardest("NONE", null), hardest("BEFORE", null)];
  const [batch, ...more] = releaseBatches(said.flatMap((answer) => waitingAnswers(response(answer), null)), 10);
  expect(more).toEqual([]);
  expect(batch?.question).toMatchObject({ instrumentCode: "HARDEST_STEP", stepCode: "" });
  expect(batch?.answers.map(({ choice }) => choice)).toEqual([...Array.from({ length: 7 }, () => "STEP:PAY"), "STEP:FILL", "NONE", "BEFORE"]);
});
