import { readdirSync, readFileSync } from "node:fs";
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
  { says: "{office}, with {agency}", file: "tests/web/survey-page.test.ts", test: "stands on the page; what it does not tell is left out with its sentence" },
  { says: "find out which steps of the service are hard", file: "tests/surveys/responses.test.ts", test: "asks the national core in both languages" },
  { says: "We do not know your name or phone number", file: "tests/surveys/promises.test.ts", test: "no column holds a name or a telephone number of a person" },
  { says: "They are shown together with other people's", file: "tests/tallies/release.test.ts", test: "nine answers wait and nobody sees more than that" },
  { says: "The employee who handled your request does not see them", file: "tests/surveys/responses.test.ts", test: "there is no path but the link" },
  { says: "Written comments may be shown after numbers are removed", file: "tests/surveys/redact.unit.test.ts", test: "digits in a row are left" },
  { says: "for {linkDays}, then delete that link for good", file: "tests/surveys/responses.test.ts", test: "the link is cut on its day" },
  { says: "unless you agree to be contacted", file: "tests/web/survey-page.test.ts", test: "asks only those who had trouble for leave to contact them, and keeps their link for longer only then" },
  { says: "You may skip any question", file: "tests/web/survey-page.test.ts", test: "what was passed over is stored as skipped" },
  { says: "We do not know your request, your name", file: "tests/web/unlinked-page.test.ts", test: "their request is not asked about" },
  { says: "You may skip any question or close the page", file: "tests/web/unlinked-page.test.ts", test: "somebody who reads a code answers page by page" },
  { says: "We will not send you surveys for 12 months", file: "tests/surveys/opt-out.test.ts", test: "whoever opts out is left in peace for twelve months" },
  { says: "Messages about your requests are not affected", file: "tests/surveys/promises.test.ts", test: "no column holds a name or a telephone number of a person" },
  { says: "We will not ask you about this request again", file: "tests/web/survey-page.test.ts", test: "is one press on any page, and what the page says then is what holds" },
  { says: "We do not know who you are, so you may be asked", file: "tests/web/survey-page.test.ts", test: "is one press on any page, and what the page says then is what holds" },
  { says: "never longer than {followUpDays}", file: "tests/web/survey-page.test.ts", test: "asks only those who had trouble for leave to contact them, and keeps their link for longer only then" },
  { says: "stop these messages at the foot of the page", file: "tests/web/survey-page.test.ts", test: "is one press on any page, and what the page says then is what holds" },
];

/** Sentences of the same texts that promise nothing: what is asked back, and what names somebody. */
const SAID_ONLY: readonly string[] = [
  "Who is asking?", "Why?", "What do we know about you?", "Who sees your answers?", "How long do we keep them?", "Can you refuse?", "Yes.", "{link}", "Questions: {contact}.", "{approval}", "May the agency contact you about your answer?",
  // What a portal reports, and what a code is made of.
  "The service, and the steps and times of your request.", "Only the service, and where this code was put up.",
];

const english = (key: string): string => PAGE_TEXTS.find((text) => text.key === key)?.text["en"] ?? "";
const told = ["notice.short", "notice.full", "notice.link.cut", "notice.unlinked", "optout.done", "optout.here", "contact.ask"].map(english).join("\n");

test.each(PROMISES)("«$says» is proved in $file", ({ says, file, test: title }) => {
  expect(told).toContain(says);
  const source = readFileSync(join(root, file), "utf8");
  // A test that runs, under a title that says so, and that expects something.
  const at = source.search(new RegExp(`^ *test\\("[^"\\n]*${title.replaceAll(/[.*+?^${}()|[\]\\]/gu, "\\$&")}`, "mu"));
  expect([file, title.length > 10, at !== -1]).toEqual([file, true, true]);
  const indent = /^ */u.exec(source.slice(at))?.[0] ?? "";
  expect(source.slice(at, source.indexOf(`\n${indent}}`, at))).toContain("expect(");
});

test("no sentence that the page says to people about their answers is without its proof", () => {
  const sentences = told.split(/\n|(?<=[.?]) /u);
  expect(sentences.length).toBeGreaterThan(25);
  expect(sentences.filter((sentence) => !SAID_ONLY.includes(sentence) && !PROMISES.some(({ says }) => sentence.includes(says) || says.includes(sentence)))).toEqual([]);
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
