import { addTallyCommand } from "../../src/cli/tally.command";
import { OPERATOR } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { granted, openSurveyDesk, SUBMIT, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
  const words = (en: string): object => ({ ar: `${en} بالعربية`, en });
  const points = ["ID", "MEDICAL", "PHOTO"].map((value) => ({ value, label: words(value) }));
  await desk.behind(
    `INSERT INTO instrument (code, version, kind, direction, scale_order, wording, points, not_applicable, validation, test_mark, source)
     VALUES ('DOCUMENTS', 1, 'MULTIPLE', 'NONE', 'AS_LISTED', $1, $2, $3, '{"ar": "DRAFT", "en": "DRAFT"}', 'T1', 'tests')`,
    [JSON.stringify(words("Which documents?")), JSON.stringify(points), JSON.stringify(words("None"))],
  );
  const { data } = await desk.app.send(desk.owner, `mutation ($input: DraftSurveyInput!) { draftSurvey(input: $input) { ... on Survey { version } ... on Refusal { code message path } } }`, {
    input: { service: desk.service.name, moment: "AFTER_OUTCOME", questions: [{ instrument: "CES5_EASE" }, { instrument: "DOCUMENTS" }] },
  });
  expect(data.draftSurvey).toEqual({ version: 1 });
  expect(await desk.publish(desk.service, "AFTER_OUTCOME", 1)).toMatchObject({ state: "PUBLISHED" });
});
afterAll(() => desk.app.close());

async function answer(documents: object): Promise<any> {
  const [{ invitation }] = await desk.record([granted(desk.service)]);
  const { data } = await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }, { instrument: "DOCUMENTS", ...documents }] } });
  return data.submitResponse;
}

test("several options of one list are one answer, and each option's share is one of all who answered", async () => {
  for (let i = 0; i < 10; i += 1) expect(await answer({ choices: i < 4 ? ["ID", "PHOTO"] : ["ID"] })).toMatchObject({ status: "RECORDED" });
  expect(await answer({ notApplicable: true })).toMatchObject({ status: "RECORDED" });
  expect(await answer({ skipped: true })).toMatchObject({ status: "RECORDED" });
  expect(await desk.query("SELECT choices, count(*)::integer AS n FROM answer WHERE instrument_code = 'DOCUMENTS' AND choices IS NOT NULL GROUP BY 1 ORDER BY 2")).toEqual([{ choices: ["ID", "PHOTO"], n: 4 }, { choices: ["ID"], n: 6 }]);
  await desk.app.house.tallies.release.release(OPERATOR);
  const released = await desk.app.house.units.read((unit) => desk.app.house.tallies.lookup.choices(unit, { serviceIds: [desk.service.id], period: { from: "2026-03-01", to: "2026-04-01" } }));
  const shares = released.filter(({ instrumentCode }) => instrumentCode === "DOCUMENTS").map(({ stepCode, counts }) => [stepCode, counts.get("YES") ?? 0, counts.get("NO") ?? 0]);
  expect(shares.sort()).toEqual([[expect.stringContaining("ID"), 10, 0], [expect.stringContaining("MEDICAL"), 0, 10], [expect.stringContaining("PHOTO"), 4, 6]]);
  expect((await runCommand(desk.app.house, [addTallyCommand], "tally", "verify")).failed).toBeUndefined();
});

test.each<[string, object, string]>([
  ["an option that is none", { choices: ["ID", "PASSPORT"] }, "UNKNOWN_CHOICE"],
  ["one option twice", { choices: ["ID", "ID"] }, "CHOICE_TWICE"],
  ["no option at all", { choices: [] }, "ANSWER_EMPTY"],
  ["a single choice", { choice: "ID" }, "WRONG_ANSWER_KIND"],
  ["a score", { score: 1 }, "WRONG_ANSWER_KIND"],
  ["options and a skip", { choices: ["ID"], skipped: true }, "ANSWER_AMBIGUOUS"],
])("%s is refused", async (_, documents, code) => {
  expect(await answer(documents)).toMatchObject({ code, path: expect.arrayContaining(["answers", "1"]) });
});
