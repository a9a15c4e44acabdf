import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addInstrumentCommand } from "../../src/cli/instrument.command";
import { givenAgency } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), "yusr-instrument-"));
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.close();
});

const instrument = (...args: readonly string[]): Promise<CliRun> => runCommand(app.house, [addInstrumentCommand], "instrument", ...args);
const fileOf = (text: string): string => {
  const file = join(folder, "question.json");
  writeFileSync(file, text);
  return file;
};

test("a question of an agency's own is defined from a file and listed as not comparable", async () => {
  const { code } = await givenAgency(app);
  const question = { agency: code, name: "GUARD", kind: "CHOICE", wording: { ar: "هل رحّب بكم أحد؟", en: "Did anybody welcome you?" }, points: [{ choice: "YES", label: { ar: "نعم", en: "Yes" } }, { choice: "NO", label: { ar: "لا", en: "No" } }] };
  expect((await instrument("define", "--file", fileOf(JSON.stringify(question)))).out).toBe(`${code}/GUARD  1  CHOICE  2 answers  not comparable`);
  expect(JSON.parse((await instrument("define", "--json", "--file", fileOf(JSON.stringify(question)))).out)).toMatchObject({ code: `${code}/GUARD`, version: 1, comparable: false });
  const { out } = await instrument("list");
  expect(out).toContain(`${code}/GUARD  1  CHOICE`);
  expect(out).toContain("CES5_EASE  1  RATING  5 answers  bank");

  expect((await instrument("define", "--file", fileOf("{"))).failed).toMatchObject({ code: "NOT_JSON" });
  expect((await instrument("define", "--file", fileOf(JSON.stringify({ ...question, kind: "STARS" })))).failed).toMatchObject({ code: "NOT_A_DEFINITION" });
  expect((await instrument("define", "--file", fileOf(JSON.stringify({ ...question, agency: "NO-SUCH" })))).failed).toMatchObject({ code: "NOT_FOUND" });
});
