import fc from "fast-check";
import { isCode } from "../../src/catalogue/domain/code";
import { stepCodes } from "../../src/transactions/domain/step-codes";

const codes = (...activities: string[]): Record<string, string> => Object.fromEntries(stepCodes(activities));

test("an activity's own words, in the form of a code", () => {
  expect(codes("T02 Check confirmation of receipt", "T07-1 Draft intern advice", "  register: request! ", "Prüfung", "a/b (c)")).toEqual({
    "T02 Check confirmation of receipt": "T02-Check-confirmation-of-receipt",
    "T07-1 Draft intern advice": "T07-1-Draft-intern-advice",
    "  register: request! ": "register-request",
    Prüfung: "Prufung",
    "a/b (c)": "a-b-c",
  });
});

test("words that leave no code of their own get one that follows from the whole name", () => {
  const long = "Process or receive external advice from a party that has a very long name indeed";
  const { [long]: cut, ...others } = codes(long, "دراسة الطلب", "مراجعة Review", "???", "UNMAPPED", "Check A", "check-a");
  expect(cut).toMatch(/^Process-or-receive-external-advice-from-a-party-that-ha-[0-9a-f]{8}$/u);
  expect(others).toEqual({
    "دراسة الطلب": expect.stringMatching(/^step-[0-9a-f]{8}$/u),
    "مراجعة Review": expect.stringMatching(/^Review-[0-9a-f]{8}$/u),
    "???": expect.stringMatching(/^step-[0-9a-f]{8}$/u),
    UNMAPPED: expect.stringMatching(/^UNMAPPED-[0-9a-f]{8}$/u),
    "Check A": "Check-A",
    "check-a": expect.stringMatching(/^check-a-[0-9a-f]{8}$/u),
  });
});

test("a step that the procedure has, by code or by name, keeps its code", () => {
  const known = [
    { code: "REVIEW", names: { en: "Look at it", ar: "دراسة الطلب" } },
    { code: "Check-A", names: { en: "Something else" } },
  ];
  expect(Object.fromEntries(stepCodes(["REVIEW", "Look at it", "دراسة الطلب", "Check A"], known))).toEqual({
    REVIEW: "REVIEW",
    "Look at it": "REVIEW",
    "دراسة الطلب": "REVIEW",
    "Check A": expect.stringMatching(/^Check-A-[0-9a-f]{8}$/u),
  });
});

test("every name has a code, its own, whatever the order they come in", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(fc.string({ minLength: 1, maxLength: 90 }), fc.stringMatching(/^[ab -]{1,4}$/u)), { maxLength: 30 }), (names) => {
      const made = stepCodes(names);
      expect([...made.values()].every(isCode)).toBe(true);
      expect(new Set(made.values()).size).toBe(names.length);
      expect(stepCodes(names.toReversed())).toEqual(made);
    }),
  );
});
