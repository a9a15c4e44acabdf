import { addSurveyCommand } from "../../src/cli/survey.command";
import { givenService } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const survey = (...args: readonly string[]): Promise<CliRun> => runCommand(app.house, [addSurveyCommand], "survey", ...args);

test("a survey is drafted, approved, published, listed and retired", async () => {
  const { name } = await givenService(app, { steps: [{ code: "FILL", kind: "FILL_IN" }] });
  const place = ["--service", name];
  expect((await survey("list", ...place)).out).toBe("There are no surveys.");
  expect((await survey("draft", ...place)).out).toBe(`${name}  AFTER_OUTCOME  1  DRAFT  CORE`);
  expect((await survey("approve", "1", ...place, "--authority", "NCSI", "--reference", "17", "--until", "2999-12-31")).out).toContain("APPROVED  CORE  approved by NCSI until 2999-12-31");
  expect(JSON.parse((await survey("publish", "1", ...place, "--json")).out)).toMatchObject({ service: name, version: 1, state: "PUBLISHED", approval: { reference: "17" } });
  expect((await survey("list", ...place)).out).toContain("PUBLISHED");
  expect((await survey("retire", "1", ...place)).out).toContain("RETIRED");
  expect(JSON.parse((await survey("list", "--national", "--json")).out)).toHaveLength(3);
});

test("what is wrong is refused with its code", async () => {
  const { name } = await givenService(app);
  expect((await survey("publish")).failed).toMatchObject({ code: "SCOPE_UNCLEAR" });
  expect((await survey("publish", "--service", name, "--national")).failed).toMatchObject({ code: "SCOPE_UNCLEAR" });
  expect((await survey("publish", "--service", "NO/SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
  expect((await survey("retire", "7", "--service", name)).failed).toMatchObject({ code: "NOT_FOUND" });
});
