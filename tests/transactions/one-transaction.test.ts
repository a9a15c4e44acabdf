import { TRANSACTION_OF_INVITATION } from "../../src/surveys/storage/answered-invitation-by-id.view";
import { granted, openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
});
afterAll(() => desk.app.close());

/** What only intake needs to know. */
const INTAKE = ["reference", "batchReference", "follows", "portalId"];

test.each([
  ["with all that may be said", { subject: { scheme: "CIVIL_NUMBER", value: "12345" }, beneficiary: "CITIZEN", actedBy: "SELF", firstTime: true, promisedBy: "2026-03-20" }],
  ["of which little is known", { endedAt: undefined, outcome: undefined, channel: "KIOSK", language: undefined, passages: [{ ordinal: 7, step: "SIGN", enteredAt: "2026-03-10T08:00:00.123+04:00" }] }],
  ["without passages", { passages: [] }],
])("a transaction %s, read alone, is the same as read among others", async (_, more) => {
  const [{ receipt }] = await desk.record([granted(desk.service, more)]);
  const { lookup } = desk.app.house.transactions;
  const [alone, among] = await desk.app.house.units.read(async (unit) => [await lookup.one(unit, desk.service.id, receipt), (await lookup.byId(unit, desk.service.id, [receipt])).get(receipt)]);
  expect(alone).toEqual(Object.fromEntries(Object.entries(among ?? {}).filter(([name]) => !INTAKE.includes(name))));
});

test("a transaction is found by what another module keeps of it", async () => {
  await desk.publish();
  const [{ receipt }] = await desk.record([granted(desk.service)]);
  const { lookup } = desk.app.house.transactions;
  const [led, alone, none] = await desk.app.house.units.read(async (unit) => {
    const byInvitation = (key: string): ReturnType<typeof lookup.led> => lookup.led(unit, desk.service.id, key, TRANSACTION_OF_INVITATION);
    const [{ id }] = await unit.query("SELECT id FROM invitation WHERE service_id = $1 AND transaction_id = $2", [desk.service.id, receipt]);
    return [await byInvitation(id), await lookup.one(unit, desk.service.id, receipt), await byInvitation(desk.service.id)];
  });
  expect(led).toEqual(alone);
  expect(led?.id).toBe(receipt);
  expect(none).toBeUndefined();
});

test("of one that nobody sent there is none", async () => {
  const { house } = desk.app;
  expect(await house.units.single((unit) => house.transactions.lookup.one(unit, desk.service.id, desk.service.id))).toBeUndefined();
});
