import * as fc from "fast-check";
import { isShown, type Said, type ShowIf } from "../../src/surveys/domain/show-if";

const question = (code: string, showIf: ShowIf | null = null): { instrument: { code: string }; showIf: ShowIf | null } => ({ instrument: { code }, showIf });
const said = (instrument: string, value: Partial<Said>): Said => ({ instrument, score: null, choice: null, choices: null, ...value });

describe("a question with a condition", () => {
  const done = question("COMPLETED");
  const why = question("WHY", { instrument: "COMPLETED", anyOf: ["NO", "PARTLY"] });
  const more = question("MORE", { instrument: "WHY", anyOf: ["2"], and: [{ instrument: "PLACES", anyOf: ["WEB"] }] });
  const all = [done, question("PLACES"), why, more];

  test("is put to those to whom it applies", () => {
    expect(isShown(done, [], all)).toBe(true);
    expect(isShown(why, [], all)).toBe(false);
    expect(isShown(why, [said("COMPLETED", { choice: "YES" })], all)).toBe(false);
    expect(isShown(why, [said("COMPLETED", { choice: "NO" })], all)).toBe(true);
    expect(isShown(why, [said("COMPLETED", {})], all)).toBe(false);
  });

  test("may ask for a score, for one of several choices, and for both at once", () => {
    const no = said("COMPLETED", { choice: "NO" });
    expect(isShown(more, [no, said("WHY", { score: 2 })], all)).toBe(false);
    expect(isShown(more, [no, said("WHY", { score: 2 }), said("PLACES", { choices: ["OFFICE", "WEB"] })], all)).toBe(true);
    expect(isShown(more, [no, said("WHY", { score: 1 }), said("PLACES", { choices: ["OFFICE", "WEB"] })], all)).toBe(false);
  });

  test("goes with the question it hangs on, whatever was said to that before", () => {
    const answers = [said("WHY", { score: 2 }), said("PLACES", { choices: ["WEB"] })];
    expect(isShown(more, [...answers, said("COMPLETED", { choice: "NO" })], all)).toBe(true);
    expect(isShown(more, [...answers, said("COMPLETED", { choice: "YES" })], all)).toBe(false);
    // Not asked of this person at all.
    expect(isShown(more, [...answers, said("COMPLETED", { choice: "NO" })], [done, question("PLACES"), more])).toBe(false);
  });
});

test("what is said to a question that is not shown changes nothing", () => {
  const codes = ["A", "B", "C", "D"];
  const arrangement = fc.tuple(...codes.map((_, i) => fc.option(fc.record({ instrument: fc.constantFrom(...codes.slice(0, Math.max(1, i))), anyOf: fc.subarray(["X", "Y"]) }))));
  fc.assert(
    fc.property(arrangement, fc.tuple(...codes.map(() => fc.constantFrom("X", "Y", null))), (conditions, values) => {
      const questions = codes.map((code, i) => question(code, i === 0 ? null : (conditions[i] ?? null)));
      const answers = codes.map((code, i) => said(code, { choice: values[i] ?? null }));
      const shown = questions.filter((one) => isShown(one, answers, questions));
      const kept = answers.filter(({ instrument }) => shown.some((one) => one.instrument.code === instrument));
      expect(questions.filter((one) => isShown(one, kept, questions))).toEqual(shown);
    }),
  );
});
