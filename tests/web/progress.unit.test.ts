import fc from "fast-check";
import type { FormQuestion } from "../../src/surveys/domain/form";
import type { GivenAnswer } from "../../src/surveys/domain/given-answer";
import type { Instrument } from "../../src/surveys/domain/instrument";
import { WRITTEN_INSTRUMENTS } from "../../src/surveys/storage/written-texts";
import { areSettled, pagesOf } from "../../src/web/survey/survey-pages";

const completed = WRITTEN_INSTRUMENTS.find(({ code }) => code === "COMPLETED") as Instrument;
const said = (instrument: string, choice: string | null): GivenAnswer => ({ instrument, step: null, score: null, choice, choices: null, skipped: choice === null, notApplicable: false });

/** Any survey of choices whose questions depend on earlier ones, with a comment behind any of them; the first two decide about contact. */
const ANY_SURVEY = fc.integer({ min: 2, max: 6 }).chain((n) =>
  fc.record({
    conditions: fc.array(fc.option(fc.record({ on: fc.nat(), anyOf: fc.subarray(["YES", "PARTLY", "NO"], { minLength: 1 }) })), { minLength: n, maxLength: n }),
    commentAfter: fc.nat(n - 1),
    followsUp: fc.boolean(),
    answers: fc.array(fc.constantFrom("YES", "PARTLY", "NO", null), { minLength: n, maxLength: n }),
  }),
);

test("once a number of pages is told, no answer that follows changes it", () => {
  fc.assert(
    fc.property(ANY_SURVEY, ({ conditions, commentAfter, followsUp, answers }) => {
      const codes = conditions.map((_, i) => (i === 0 ? "COMPLETED" : `Q${String(i)}`));
      const codeAt = (i: number): string => codes[i] ?? "";
      const questions = codes.map((code, i): FormQuestion => {
        const condition = conditions[i] ?? null;
        return { instrument: { ...completed, code }, step: null, heading: null, options: [], showIf: i === 0 || condition === null ? null : { instrument: codeAt(condition.on % i), anyOf: condition.anyOf }, probability: 1 };
      });
      const comments = [{ text: "comment.notDone", after: codeAt(commentAfter), showIf: { instrument: codeAt(commentAfter), anyOf: ["NO"] } }, { text: "comment.done", after: null, showIf: null }];
      const asked = { moment: "AFTER_OUTCOME" as const, questions, comments, forPeople: { followsUp } };
      let given: readonly GivenAnswer[] = [];
      let told: number | null = null;
      for (;;) {
        const pages = pagesOf(asked, given);
        if (told !== null) expect(pages.length).toBe(told);
        else if (areSettled(asked, given)) told = pages.length;
        const next = pages.flatMap(({ fields }) => fields).find((field) => field.kind === "question" && !given.some(({ instrument }) => instrument === field.question.instrument.code));
        if (next?.kind !== "question") break;
        const { code } = next.question.instrument;
        given = [...given, said(code, answers[codes.indexOf(code)] ?? null)];
      }
      // At the latest with the last answer it is known.
      expect(told).not.toBeNull();
    }),
    { numRuns: 500 },
  );
});
