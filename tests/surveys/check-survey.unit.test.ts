import * as fc from "fast-check";
import { surveyProblem } from "../../src/surveys/domain/check-survey";
import type { Instrument } from "../../src/surveys/domain/instrument";
import { NATIONAL_CORE } from "../../src/surveys/domain/national-core";
import { isShown, type ShowIf } from "../../src/surveys/domain/show-if";
import { instrumentKey, type SurveyComment, type SurveyQuestion } from "../../src/surveys/domain/survey";
import { WRITTEN_INSTRUMENTS } from "../../src/surveys/storage/written-texts";

const [COMPLETED] = WRITTEN_INSTRUMENTS.filter(({ code }) => code === "COMPLETED");
if (COMPLETED === undefined) throw new Error("no instruments");
const PLACES: Instrument = { ...COMPLETED, code: "PLACES", kind: "MULTIPLE", points: ["WEB", "OFFICE"].map((value) => ({ value, label: { ar: value, en: value } })) };
const HALF: Instrument = { ...COMPLETED, code: "HALF", wording: { ar: "كيف؟" }, points: [{ value: "YES", label: { en: "Yes" } }] };
const BANK = new Map([...WRITTEN_INSTRUMENTS, PLACES, HALF].map((instrument) => [instrumentKey(instrument.code, instrument.version), instrument]));

const q = (instrument: string, showIf: ShowIf | null = null): SurveyQuestion => ({ instrument, version: 1, showIf });
const c = (text: string, after: string | null = null, showIf: ShowIf | null = null): SurveyComment => ({ text, after, showIf });
const is = (instrument: string, ...anyOf: readonly string[]): ShowIf => ({ instrument, anyOf });
const problem = (questions: readonly SurveyQuestion[], comments: readonly SurveyComment[] = []): unknown => {
  const refusal = surveyProblem({ questions, comments }, BANK);
  return refusal === undefined ? undefined : [refusal.code, ...refusal.path];
};

test.each(Object.entries(NATIONAL_CORE))("the national survey %s is a good one", (_moment, arrangement) => {
  expect(surveyProblem(arrangement, BANK)).toBeUndefined();
});

describe("refused as what nobody could answer", () => {
  test.each<[string, readonly SurveyQuestion[], readonly unknown[]]>([
    ["words missing in a language", [q("HALF")], ["UNTRANSLATED", "questions", 0, "instrument"]],
    ["an answer that is not offered", [q("COMPLETED"), q("CSAT5", is("COMPLETED", "NEVER"))], ["SHOW_IF_UNKNOWN_ANSWER", "questions", 1, "showIf", "anyOf", 0]],
    ["no answer at all", [q("COMPLETED"), q("CSAT5", is("COMPLETED"))], ["SHOW_IF_UNKNOWN_ANSWER", "questions", 1, "showIf", "anyOf"]],
    ["a question asked later", [q("CSAT5", is("COMPLETED", "NO")), q("COMPLETED")], ["SHOW_IF_UNKNOWN_QUESTION", "questions", 0, "showIf", "instrument"]],
    ["a question about a part", [q("HARDEST_STEP"), q("ROLE", is("HARDEST_STEP", "BEFORE"))], ["SHOW_IF_UNKNOWN_QUESTION", "questions", 1, "showIf", "instrument"]],
    ["two conditions that contradict each other", [q("COMPLETED"), q("CSAT5", { ...is("COMPLETED", "NO"), and: [is("COMPLETED", "YES")] })], ["DEAD_BRANCH", "questions", 1, "showIf"]],
    ["a condition that the question it names contradicts", [q("COMPLETED"), q("PROMISED_DATE", is("COMPLETED", "YES")), q("CSAT5", { ...is("PROMISED_DATE", "LATE"), and: [is("COMPLETED", "NO")] })], ["DEAD_BRANCH", "questions", 2, "showIf"]],
    ["a contradiction two questions away", [q("COMPLETED"), q("ASKED_TWICE", is("COMPLETED", "YES")), q("PROMISED_DATE", is("ASKED_TWICE", "YES")), q("CSAT5", { ...is("PROMISED_DATE", "LATE"), and: [is("COMPLETED", "NO", "PARTLY")] })], ["DEAD_BRANCH", "questions", 3, "showIf"]],
    ["a second condition on what is not asked", [q("COMPLETED"), q("CSAT5", { ...is("COMPLETED", "NO"), and: [is("ROLE", "SELF")] })], ["SHOW_IF_UNKNOWN_QUESTION", "questions", 1, "showIf", "and", 0, "instrument"]],
  ])("%s", (_what, questions, refusal) => {
    expect(problem(questions)).toEqual(refusal);
  });

  test("but not several choices, of which a person may make both", () => {
    expect(problem([q("PLACES"), q("CSAT5", { ...is("PLACES", "WEB"), and: [is("PLACES", "OFFICE")] })])).toBeUndefined();
  });

  test.each<[string, readonly SurveyComment[], readonly unknown[]]>([
    ["a third comment", [c("comment.done"), c("comment.notDone"), c("comment.done")], ["TOO_MANY_COMMENTS", "comments", 2]],
    ["the same comment twice", [c("comment.done"), c("comment.done", "COMPLETED")], ["COMMENT_TWICE", "comments", 1, "text"]],
    ["a text that asks for no comment", [c("thanks")], ["UNKNOWN_COMMENT_TEXT", "comments", 0, "text"]],
    ["a place after what is not asked", [c("comment.done", "CES7")], ["COMMENT_AFTER_UNKNOWN_QUESTION", "comments", 0, "after"]],
    ["a place after what some are not asked", [c("comment.done", "HARDEST_STEP")], ["COMMENT_AFTER_UNKNOWN_QUESTION", "comments", 0, "after"]],
    ["a condition on what is asked after its place", [c("comment.done", "COMPLETED", is("CES5_EASE", "1"))], ["SHOW_IF_UNKNOWN_QUESTION", "comments", 0, "showIf", "instrument"]],
    ["a comment nobody is asked for", [c("comment.done", null, { ...is("CES5_EASE", "1"), and: [is("CES5_EASE", "5")] })], ["DEAD_BRANCH", "comments", 0, "showIf"]],
  ])("%s", (_what, comments, refusal) => {
    expect(problem([q("COMPLETED"), q("CES5_EASE"), q("HARDEST_STEP")], comments)).toEqual(refusal);
  });
});

test("a branch is refused as dead exactly where no answers whatever would show it", () => {
  const codes = ["COMPLETED", "ROLE", "ASKED_TWICE", "PROMISED_DATE"];
  const values = new Map(codes.map((code) => [code, (BANK.get(instrumentKey(code, 1))?.points ?? []).map(({ value }) => String(value))]));
  const condition = (i: number): fc.Arbitrary<{ instrument: string; anyOf: string[] }> =>
    fc.constantFrom(...codes.slice(0, i)).chain((instrument) => fc.record({ instrument: fc.constant(instrument), anyOf: fc.subarray(values.get(instrument) ?? [], { minLength: 1 }) }));
  const showIf = (i: number): fc.Arbitrary<ShowIf | null> => fc.option(fc.tuple(condition(i), fc.array(condition(i), { maxLength: 2 })).map(([first, and]) => ({ ...first, and })));
  const everyAnswer = codes.reduce<readonly (readonly { instrument: string; score: null; choice: string; choices: null }[])[]>(
    (known, instrument) => known.flatMap((answers) => (values.get(instrument) ?? []).map((choice) => [...answers, { instrument, score: null, choice, choices: null }])),
    [[]],
  );
  let dead = 0;
  fc.assert(
    fc.property(fc.tuple(...codes.map((_, i) => (i === 0 ? fc.constant(null) : showIf(i)))), (conditions) => {
      const questions = codes.map((code, i) => q(code, conditions[i] ?? null));
      const items = questions.map((question) => ({ instrument: { code: question.instrument }, showIf: question.showIf }));
      const firstDead = items.findIndex((item) => !everyAnswer.some((answers) => isShown(item, answers, items)));
      if (firstDead !== -1) dead += 1;
      expect(problem(questions)).toEqual(firstDead === -1 ? undefined : ["DEAD_BRANCH", "questions", firstDead, "showIf"]);
    }),
    { numRuns: 200 },
  );
  expect(dead).toBeGreaterThan(5);
});
