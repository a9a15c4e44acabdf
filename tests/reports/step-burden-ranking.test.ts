import { givenProcedure, givenService, type ServiceFixture } from "../support/fixtures";
import { counted } from "../support/report-fixture";
import { startTestApp, type TestApp } from "../support/test-app";
import { at, passage, transaction } from "../support/transaction-fixture";

const RANKING = `query ($filter: ReportFilter!, $orderBy: StepOrder!) { effortReport(filter: $filter) { ... on EffortReport {
  ranking(orderBy: $orderBy) { ranked } steps(orderBy: $orderBy) { rank bound service { code } step { code } returned { value } } } ... on Refusal { code path } } }`;
const SPRING = { from: "2026-03-01", to: "2026-06-01" };

let app: TestApp;
let office: string;
let mild: ServiceFixture;
let dreadful: ServiceFixture;

/** A step that many pass in ten minutes, and one that fifty are sent back to, two hours each time. */
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  mild = await givenService(app, { steps: [{ code: "FORM", kind: "FILL_IN" }, { code: "COLLECT", kind: "RECEIVE", inPerson: true }] });
  dreadful = await givenService(app, { steps: [{ code: "FORM", kind: "FILL_IN" }, { code: "CHECK", kind: "REVIEW" }, { code: "VISIT", kind: "VISIT" }] });
  const many = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);
  await counted(app, {
    transactions: [
      ...many(1_300, () => transaction(mild, { outcome: "GRANTED", endedAt: at(20), passages: [passage("FORM", at(0), at(10)), passage("COLLECT", at(10), at(20))] })),
      ...many(50, () =>
        transaction(dreadful, {
          outcome: "GRANTED",
          endedAt: at(400),
          passages: [passage("FORM", at(0), at(120)), passage("CHECK", at(120), at(130)), passage("FORM", at(130), at(250)), passage("CHECK", at(250), at(300)), passage("VISIT", at(300), at(400))],
        }),
      ),
    ],
  });
  // The mild service's next version lets people stay at home; two hundred do.
  const { procedureId } = await givenProcedure(app, mild, { since: "2026-05-01", steps: [{ code: "FORM", kind: "FILL_IN" }, { code: "COLLECT", kind: "RECEIVE", inPerson: false }] });
  const home = { id: mild.id, procedureId };
  const may = (minutes: number): Date => at(minutes, "2026-05-10");
  await counted(app, { transactions: many(200, () => transaction(home, { outcome: "GRANTED", startedAt: may(0), endedAt: may(20), passages: [passage("FORM", may(0), may(10)), passage("COLLECT", may(10), may(20))] })) });
});
afterAll(() => app.close());

async function ranking(orderBy: string, more: object = {}): Promise<any> {
  const { data, errors } = await app.send(office, RANKING, { filter: { period: SPRING, ...more }, orderBy });
  expect(errors).toBeUndefined();
  return data.effortReport;
}
const places = ({ steps }: any): unknown[] => steps.map(({ service, step, bound }: any) => [service.code, step.code, Math.round(bound * 100) / 100]);

test("the hours of many in a mild step outrank those of fifty in a dreadful one, which leads by its own measure", async () => {
  expect(places(await ranking("HOURS"))).toEqual([[mild.code, "COLLECT", 250], [mild.code, "FORM", 250], [dreadful.code, "FORM", 200], [dreadful.code, "VISIT", 83.33]]);
  const [first] = (await ranking("RETURNED")).steps;
  expect([first.service.code, first.step.code, first.returned.value]).toEqual([dreadful.code, "FORM", 1]);
});

test("trips are those of versions that asked people to come, and of no other step", async () => {
  const { ranking: made, ...rows } = await ranking("TRIPS");
  expect(made.ranked).toBe(2);
  expect(places(rows)).toEqual([[mild.code, "COLLECT", 1_300], [dreadful.code, "VISIT", 50]]);
});

test("narrowed down by kind; by channels; to nothing", async () => {
  expect(places(await ranking("TRIPS", { stepKinds: ["VISIT"] }))).toEqual([[dreadful.code, "VISIT", 50]]);
  expect(places(await ranking("HOURS", { channels: ["KIOSK"] }))).toEqual([]);
  expect(places(await ranking("TRIPS", { automation: ["AUTOMATED"] }))).toEqual([]);
  expect(await ranking("HOURS", { languages: ["ar"] })).toEqual({ code: "FILTER_NOT_AVAILABLE", path: ["languages"] });
});

test("nobody and a portal get nothing; an owner sees their own steps alone", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, RANKING, { filter: { period: SPRING }, orderBy: "TRIPS" })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  const owner = await app.key({ role: "owner", agencyId: dreadful.agencyId, serviceIds: undefined });
  expect(places((await app.send(owner, RANKING, { filter: { period: SPRING }, orderBy: "TRIPS" })).data.effortReport)).toEqual([[dreadful.code, "VISIT", 50]]);
});
