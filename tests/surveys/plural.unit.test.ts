import { withNumber } from "../../src/surveys/domain/plural";
import { PLURALS } from "../../src/surveys/storage/written-texts";

const of = (noun: string) => {
  const forms = PLURALS.find((one) => one.noun === noun);
  if (forms === undefined) throw new Error(`no plural of ${noun}`);
  return forms;
};

test.each([
  [0, "لا خطوات"],
  [1, "خطوة واحدة"],
  [2, "خطوتان"],
  [3, "3 خطوات"],
  [10, "10 خطوات"],
  [11, "11 خطوةً"],
  [99, "99 خطوةً"],
  [100, "100 خطوة"],
  [102, "102 خطوة"],
  [103, "103 خطوات"],
  [111, "111 خطوةً"],
])("%i steps in Arabic", (n, words) => {
  expect(withNumber(of("step"), n)).toBe(words);
});

test("every noun of the file has all six forms, and names the number where there is more than two", () => {
  expect(PLURALS).toHaveLength(9);
  for (const forms of PLURALS) {
    for (const category of ["zero", "one", "two", "few", "many", "other"] as const) expect(forms[category]).not.toBe("");
    for (const category of ["few", "many", "other"] as const) expect(forms[category]).toContain("#");
  }
});
