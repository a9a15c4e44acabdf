import { ReleasedAnswersAudit } from "../../src/tallies/released-answers-audit";
import { OPERATOR } from "../support/test-app";
import { granted, NOW, openSurveyDesk, SAVE, SUBMIT, SURVEY, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk({ random: () => 0.5 });
  await desk.publish();
});
afterEach(() => {
  desk.at(NOW);
});
afterAll(() => desk.app.close());

const ANSWERS = [{ instrument: "COMPLETED", choice: "YES" }, { instrument: "CES5_EASE", score: 4 }, { instrument: "CSAT5", score: 5 }];

const invited = async (n = 1): Promise<string[]> => (await desk.record(Array.from({ length: n }, () => granted(desk.service)))).map(({ invitation }) => invitation.token);
const submit = async (token: string, answers: readonly object[] = ANSWERS): Promise<any> => (await desk.app.send(undefined, SUBMIT, { token, input: { language: "ar", answers } })).data.submitResponse;
const show = async (token: string): Promise<any> => (await desk.app.send(undefined, SURVEY, { token })).data.survey;
const later = (ms: number): void => {
  desk.at(new Date(NOW.getTime() + ms));
};

/** The signals of the responses that were stored while something was done. */
async function signalsOf(what: () => Promise<void>): Promise<readonly string[][]> {
  const before = (await desk.query("SELECT id FROM response")).map(({ id }) => id);
  await what();
  return (await desk.query("SELECT signals FROM response WHERE id <> ALL ($1::uuid[]) ORDER BY signals", [before])).map(({ signals }) => signals);
}

/** Answers one invitation so many milliseconds after it was shown. */
async function answeredAfter(ms: number, token: string): Promise<void> {
  desk.at(NOW);
  await show(token);
  later(ms);
  expect(await submit(token)).toMatchObject({ status: "RECORDED" });
}

test("too fast is told by the time from first seeing the questions to sending the answers, of which only the flag is kept", async () => {
  const [quick = "", slow = "", again = "", unseen = "", early = ""] = await invited(5);
  expect(await signalsOf(() => answeredAfter(900, quick))).toEqual([["TOO_FAST"]]);
  expect(await signalsOf(() => answeredAfter(3_000, slow))).toEqual([[]]);
  // Shown twice: the first time counts, so whoever comes back to it is in no hurry.
  await show(again);
  later(60_000);
  await show(again);
  expect(await signalsOf(async () => { await submit(again); })).toEqual([[]]);
  // Nobody can mean an answer to questions they were never shown.
  expect(await signalsOf(async () => { await submit(unseen); })).toEqual([["TOO_FAST"]]);
  // Saved before anybody measured: not measured is not too fast.
  await desk.app.send(undefined, SAVE, { token: early, input: { language: "ar", answers: ANSWERS } });
  expect(await signalsOf(async () => { await submit(early); })).toEqual([[]]);
  expect(await desk.query("SELECT count(*)::int AS n FROM invitation WHERE shown_at IS NOT NULL")).toEqual([{ n: 0 }]);
});

test("the database takes only signals of the list, and no time of showing beside an answer", async () => {
  await expect(desk.query("UPDATE response SET signals = '{LUCKY}'")).rejects.toThrow("response_signals_ck");
  await expect(desk.query("UPDATE invitation SET shown_at = now() WHERE state = 'ANSWERED'")).rejects.toThrow("invitation_shown_at_ck");
});

test("flagged answers are counted, released among themselves, and agree with the facts", async () => {
  const { house } = desk.app;
  const tokens = await invited(22);
  for (const [i, token] of tokens.entries()) await answeredAfter(i < 11 ? 500 : 5_000, token);
  await house.tallies.release.release(OPERATOR);
  const released = await desk.query("SELECT DISTINCT flagged, n4::int AS n FROM answer_month_tally WHERE instrument_code = 'CES5_EASE' ORDER BY flagged");
  expect(released).toEqual([{ flagged: false, n: 10 }, { flagged: true, n: 10 }]);
  const [ease] = await house.units.read((unit) => house.tallies.lookup.answers(unit, { serviceIds: [desk.service.id], period: { from: "2026-03-01", to: "2026-04-01" } }));
  expect(ease).toMatchObject({ instrumentCode: "CES5_EASE", waiting: true });
  expect(ease?.counts[4]).toBe(20);
  expect(await house.units.read((unit) => new ReleasedAnswersAudit(house.surveys.lookup).differences(unit, desk.service.id))).toEqual([]);
});
