import { granted, openSurveyDesk, SUBMIT, SURVEY, type SurveyDesk } from "./survey-support";

const OPT_OUT = `mutation ($token: String!) { optOut(token: $token) { ... on OptedOut { until } ... on Refusal { code path } } }`;

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
  await desk.publish();
});
afterAll(() => desk.app.close());

const optOut = async (token: string): Promise<any> => (await desk.app.send(undefined, OPT_OUT, { token })).data.optOut;
const survey = async (token: string): Promise<any> => (await desk.app.send(undefined, SURVEY, { token })).data.survey;
const person = (value: string): object => ({ subject: { scheme: "CIVIL_NUMBER", value } });

test("whoever opts out is left in peace for twelve months, and their link says so", async () => {
  const [{ invitation }] = await desk.record([granted(desk.service, person("100"))]);
  expect(await optOut(invitation.token)).toEqual({ until: "2027-03-10T09:00:00.000Z" });
  expect(await survey(invitation.token)).toMatchObject({ reason: "OPTED_OUT", text: { en: expect.stringMatching(/\S/u) } });
  expect((await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers: [] } })).data.submitResponse).toMatchObject({ code: "OPTED_OUT", path: ["token"] });
});

test("opting out again changes nothing, not even the day", async () => {
  const [{ invitation }] = await desk.record([granted(desk.service, person("101"))]);
  const first = await optOut(invitation.token);
  desk.at(new Date("2026-03-20T09:00:00Z"));
  expect(await optOut(invitation.token)).toEqual(first);
  desk.at(new Date("2026-03-10T09:00:00Z"));
});

test("where nothing tells a person from others, only the link is closed", async () => {
  const [{ invitation }] = await desk.record([granted(desk.service)]);
  expect(await optOut(invitation.token)).toEqual({ until: null });
  expect(await survey(invitation.token)).toMatchObject({ reason: "OPTED_OUT" });
});

test("an answer that was given stays", async () => {
  const [{ invitation }] = await desk.record([granted(desk.service, person("102"))]);
  await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] } });
  expect(await optOut(invitation.token)).toEqual({ until: "2027-03-10T09:00:00.000Z" });
  expect(await survey(invitation.token)).toMatchObject({ reason: "ANSWERED" });
});

test.each(["", "x", "A".repeat(48)])("a token that is none is refused: %j", async (token) => {
  expect(await optOut(token)).toEqual({ code: "NOT_FOUND", path: ["token"] });
});
