import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PAGE_TEXTS, WRITTEN_INSTRUMENTS } from "../../src/surveys/storage/written-texts";

const root = join(__dirname, "../..");

/**
 * Every sentence that the page says to people about their answers, with the test that fails when it is no longer true.
 * A sentence that is changed or added fails here until somebody says what proves it.
 */
const PROMISES: readonly { readonly says: string; readonly file: string; readonly test: string }[] = [
  { says: "Answering is optional", file: "tests/web/survey-page.test.ts", test: "page by page to the thanks; what was passed over is stored as skipped" },
  { says: "does not affect your request", file: "tests/surveys/responses.test.ts", test: "there is no path but the link" },
  { says: "We do not ask for your name, ID number or any code", file: "tests/surveys/promises.test.ts", test: "nothing that people are asked is a name, a number or a code" },
  { says: "Who is asking? {office}, with {agency}", file: "tests/web/survey-page.test.ts", test: "stands on the page; what it does not tell is left out with its sentence" },
  { says: "find out which steps of the service are hard", file: "tests/surveys/responses.test.ts", test: "asks the national core in both languages" },
  { says: "We do not know your name or phone number", file: "tests/surveys/promises.test.ts", test: "no column holds a name or a telephone number of a person" },
  { says: "They are shown together with other people's", file: "tests/tallies/release.test.ts", test: "" },
  { says: "The employee who handled your request does not see them", file: "tests/surveys/responses.test.ts", test: "there is no path but the link" },
  { says: "Written comments may be shown after numbers are removed", file: "tests/surveys/redact.unit.test.ts", test: "" },
  { says: "for {linkDays}, then delete that link for good", file: "tests/surveys/responses.test.ts", test: "the link is cut on its day" },
  { says: "unless you agree to be contacted", file: "tests/web/survey-page.test.ts", test: "asks only those who had trouble for leave to contact them, and keeps their link for longer only then" },
  { says: "You may skip any question", file: "tests/web/survey-page.test.ts", test: "what was passed over is stored as skipped" },
  { says: "stop these messages at the foot of the page", file: "tests/web/survey-page.test.ts", test: "is one press on any page, and what the page says then is what holds" },
];

const english = (key: string): string => PAGE_TEXTS.find((text) => text.key === key)?.text["en"] ?? "";
const notice = ["notice.short", "notice.full", "notice.link.cut"].map(english).join("\n");

test.each(PROMISES)("«$says» is proved in $file", ({ says, file, test: title }) => {
  expect(notice).toContain(says);
  expect(existsSync(join(root, file))).toBe(true);
  expect(readFileSync(join(root, file), "utf8")).toContain(title);
});

test("nothing that people are asked is a name, a number or a code: all answers are chosen, none is typed", () => {
  for (const { kind, points } of WRITTEN_INSTRUMENTS) {
    expect(["RATING", "CHOICE", "MULTIPLE", "COUNT"]).toContain(kind);
    expect(points.length).toBeGreaterThan(1);
  }
});

test("no column holds a name or a telephone number of a person", () => {
  const entities = ["transactions/storage", "surveys/storage"].flatMap((folder) => readdirSync(join(root, "src", folder)).filter((file) => file.endsWith(".entity.ts")).map((file) => join(root, "src", folder, file)));
  expect(entities.length).toBeGreaterThan(5);
  for (const file of entities) expect(readFileSync(file, "utf8")).not.toMatch(/^ {2}(name|fullName|phone|mobile|email|civilNumber)!:/mu);
});
