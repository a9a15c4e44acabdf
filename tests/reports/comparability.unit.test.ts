import { comparable, type FigureBasis } from "../../src/reports/domain/comparability";
import { formulaOf, readingOf } from "../../src/reports/domain/measure";

const basis = (instrument: string, more: Partial<FigureBasis> = {}): FigureBasis => {
  const reading = readingOf(instrument);
  if (reading === undefined) throw new Error(`no report reads ${instrument}`);
  const { measure, item, direction, min: scaleMin, max: scaleMax } = reading;
  return { instrument, version: 1, measure, item, direction, scaleMin, scaleMax, formula: formulaOf(reading), moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", ...more };
};
const five = basis("STEP_EASE5");
const seven = basis("STEP_EASE7");

test("one instrument of one version: anything", () => {
  for (const statistic of ["MEAN", "SHARE", "NET", "INDIVIDUAL"] as const) for (const use of ["POOL", "RANK", "TEST", "SIDE_BY_SIDE"] as const) expect(comparable(five, five, statistic, use)).toEqual({ verdict: "ALLOW" });
});

test("the trap of mixed scales: five and seven points of one question, as means side by side, roughly, and never otherwise", () => {
  expect(comparable(five, seven, "MEAN")).toEqual({ verdict: "APPROXIMATE" });
  for (const use of ["POOL", "RANK", "TEST"] as const) expect(comparable(five, seven, "MEAN", use)).toEqual({ verdict: "REFUSE", code: "APPROXIMATE_ONLY" });
  expect(comparable(five, seven, "SHARE")).toEqual({ verdict: "REFUSE", code: "BOX_SHARES_NOT_CONVERTIBLE" });
  expect(comparable(five, seven, "NET")).toEqual({ verdict: "REFUSE", code: "BOX_SHARES_NOT_CONVERTIBLE" });
  expect(comparable(five, seven, "INDIVIDUAL")).toEqual({ verdict: "REFUSE", code: "ANSWERS_NOT_CONVERTIBLE" });
});

test.each([
  [basis("CES5_EASE"), basis("CES5_EFFORT"), "DIFFERENT_ITEM"],
  // Other words, so another question, though both speak of ease.
  [basis("CES5_EASE"), basis("CES7"), "DIFFERENT_ITEM"],
  [basis("CES5_EASE"), basis("CSAT5"), "DIFFERENT_CONSTRUCT"],
  [basis("CSAT5"), basis("NPS11"), "DIFFERENT_CONSTRUCT"],
  [five, basis("STEP_EASE5", { version: 2 }), "INCOMPARABLE_VERSION"],
  [basis("STEP_EASE5", { language: "ar" }), basis("STEP_EASE5", { language: "en" }), "LANGUAGE_NOT_EQUIVALENT"],
] as const)("%s and %s are refused: %s", (a, b, code) => {
  for (const [one, other] of [[a, b], [b, a]] as const) expect(comparable(one, other, "MEAN")).toEqual({ verdict: "REFUSE", code });
});

test.each([
  [basis("STEP_EASE5", { moment: "AFTER_GIVING_UP" }), "DIFFERENT_MOMENT"],
  [basis("STEP_EASE5", { mode: "KIOSK" }), "DIFFERENT_MODE"],
  [basis("STEP_EASE5", { collector: "AGENCY" }), "DIFFERENT_COLLECTOR"],
] as const)("another moment, mode or collector may stand beside it, and is refused in one number: %s", (other, code) => {
  for (const use of ["POOL", "RANK", "TEST"] as const) expect(comparable(five, other, "MEAN", use)).toEqual({ verdict: "REFUSE", code });
  expect(comparable(five, other, "MEAN", "SIDE_BY_SIDE")).toEqual({ verdict: "ALLOW" });
});

test("languages shown to be equivalent are compared", () => {
  const tested = (language: string): FigureBasis => basis("STEP_EASE5", { language, languageEquivalent: true });
  expect(comparable(tested("ar"), tested("en"), "MEAN", "TEST")).toEqual({ verdict: "ALLOW" });
});
