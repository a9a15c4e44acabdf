import { granted, openSurveyDesk, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk({ surveyApproval: "required" });
});
afterAll(() => desk.app.close());

test("where approval is required, nobody is asked without one that is valid", async () => {
  const office = await desk.app.key({ role: "office" });
  const approve = async (validUntil: string): Promise<any> =>
    (await desk.app.send(office, `mutation ($input: ApproveSurveyInput!) { approveSurvey(input: $input) { ... on Survey { state } ... on Refusal { code } } }`, {
      input: { service: desk.service.name, moment: "AFTER_OUTCOME", version: 1, authority: "NCSI", reference: "17", validUntil },
    })).data.approveSurvey;
  const ask = async (): Promise<string> => (await desk.record([granted(desk.service)]))[0].notAskedReason ?? "INVITED";

  expect(await desk.publish()).toMatchObject({ code: "APPROVAL_REQUIRED", path: ["version"] });
  await desk.app.send(desk.owner, `mutation ($input: DraftSurveyInput!) { draftSurvey(input: $input) { __typename } }`, { input: { service: desk.service.name, moment: "AFTER_OUTCOME" } });
  expect(await desk.publish(desk.service, "AFTER_OUTCOME", 1)).toMatchObject({ code: "APPROVAL_REQUIRED", path: ["version"] });
  expect(await approve("2026-03-12")).toEqual({ state: "APPROVED" });
  desk.at(new Date("2026-03-13T09:00:00Z"));
  expect(await desk.publish(desk.service, "AFTER_OUTCOME", 1)).toMatchObject({ code: "APPROVAL_EXPIRED", path: ["version"] });
  desk.at(new Date("2026-03-12T09:00:00Z"));
  expect(await desk.publish(desk.service, "AFTER_OUTCOME", 1)).toMatchObject({ state: "PUBLISHED" });
  expect(await ask()).toBe("INVITED");
  desk.at(new Date("2026-03-13T09:00:00Z"));
  expect(await ask()).toBe("NO_SURVEY");
});
