import { addRecountCommand } from "../../src/cli/recount.command";
import { AccessDenied } from "../../src/security/access";
import { fromCounts, fromFacts } from "../tallies/recount";
import { fine, givenAgency, givenPortal, givenService, type AgencyFixture, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { RECORD, unusedReference } from "./intake-support";

let app: TestApp;
let agency: AgencyFixture;
let service: ServiceFixture;
let key: string;
let now = new Date("2026-03-10T08:00:00Z");
beforeAll(async () => {
  app = await startTestApp({ clock: () => now });
});
beforeEach(async () => {
  later(20);
  agency = await givenAgency(app);
  service = await givenService(app, { agency, steps: [{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] });
  key = await app.key({ role: "portal", portalId: (await givenPortal(app, { agency, services: [service] })).id });
});
afterAll(() => app.close());

const NAMES = { ar: "عطلة", en: "Day off" };
const HOLIDAY = "2026-03-03";
const later = (minutes: number): void => void (now = new Date(now.getTime() + minutes * 60_000));
/** Everything there is has been recounted for good. */
const settled = async () => {
  later(20);
  return recount();
};
const recount = () => app.house.transactions.recountCalendars.recount(OPERATOR);
const announce = (day = HOLIDAY, of: string | null = agency.code) => app.house.catalogue.calendars.announceHoliday(OPERATOR, { agency: of, day, names: NAMES, announcedOn: null });
const withdraw = (day = HOLIDAY, of: string | null = agency.code) => app.house.catalogue.calendars.withdrawHoliday(OPERATOR, of, day);
const counted = () => fromCounts(app.house, service.id);
const revisions = async (): Promise<number[]> => (await app.house.dataSource.query("SELECT calendar_revision AS n FROM transaction WHERE service_id = $1 ORDER BY started_at, id", [service.id])).map(({ n }: any) => n);
const known = async (): Promise<number> => (await app.house.dataSource.query("SELECT max(revision) AS n FROM calendar_revision WHERE agency_id = $1", [agency.id]))[0].n;

/** Begun on a day of March at nine in Muscat, half an hour with the person, a day and an hour under review, then granted. */
function message(began: number, reference = unusedReference()) {
  const at = (minutes: number): string => new Date(Date.UTC(2026, 2, began, 5) + minutes * 60_000).toISOString();
  const passages = [{ ordinal: 1, step: "FILL", enteredAt: at(0), leftAt: at(30) }, { ordinal: 2, step: "REVIEW", enteredAt: at(90), leftAt: at(90 + 25 * 60) }];
  return { service: service.name, reference, startedAt: at(0), endedAt: at(90 + 25 * 60), outcome: "GRANTED", channel: "WEB", passages };
}

async function record(items: readonly object[], at: TestApp = app): Promise<void> {
  const answer = await at.send(key, RECORD, { input: { items } });
  const statuses: string[] = answer.data.recordTransactions.results.map((result: any) => result.status);
  expect(statuses.filter((status) => status !== "RECORDED" && status !== "EXTENDED")).toEqual([]);
}

/** What the facts contribute by the newest calendar, whatever each transaction names. */
const fresh = async () => fromFacts(app.house, service.id, await known());

/** Working hours of a step's service time, and of whole transactions. */
async function workingHours(): Promise<Record<string, number>> {
  const durations = await app.house.units.read((unit) => app.house.tallies.lookup.durations(unit, { serviceIds: [service.id], period: { from: "2026-03-01", to: "2026-04-01" }, calendar: "WORKING" }));
  return Object.fromEntries(durations.map(({ stepCode, kind, totalMs }) => [`${kind} ${stepCode ?? ""}`.trim(), totalMs / 3_600_000]));
}

test("working time is counted beside clock time, as the agency's calendar says", async () => {
  await record([message(1)]);
  // Under review from 10:30 on Sunday to 11:30 on Monday: four hours of the one, four of the other.
  expect(await workingHours()).toEqual({ "SERVICE FILL": 0.5, "SERVICE REVIEW": 8, "WAITING REVIEW": 1, WHOLE: 9.5 });
  expect(await counted()).toEqual(await fresh());
});

test("a holiday announced afterwards: what was under way on it is counted anew, exactly", async () => {
  await record([1, 2, 3, 4, 8].map((day) => message(day)));
  const before = await counted();
  expect(await workingHours()).toMatchObject({ "SERVICE REVIEW": 40 });
  await settled();
  fine(await announce());
  expect(await counted()).toEqual(before);
  later(20);
  // All but the one of 8 March, which is days away.
  expect(await recount()).toEqual({ agencies: 1, settled: 1, recounted: 4 });
  expect(await counted()).toEqual(await fresh());
  expect(await workingHours()).toMatchObject({ "SERVICE REVIEW": 40 - 4 - 4, "SERVICE FILL": 2 });
  expect(await recount()).toEqual({ agencies: 0, settled: 0, recounted: 0 });
});

test("withdrawn, every count is what it was before it was announced, folded or not", async () => {
  await record([1, 2, 3].map((day) => message(day)));
  await settled();
  const before = await counted();
  fine(await announce());
  await recount();
  expect(await counted()).not.toEqual(before);
  await app.house.tallies.fold.fold(OPERATOR);
  fine(await withdraw());
  await recount();
  expect(await counted()).toEqual(before);
});

test("what was not under way on a changed day is left alone, and a day still to come changes nothing that is past", async () => {
  await settled();
  await record([message(1), message(5), message(8)]);
  fine(await announce("2026-03-05"));
  expect(await settled()).toMatchObject({ recounted: 1 });
  expect(await revisions()).toEqual([1, 2, 1]);
  expect(await counted()).toEqual(await fresh());
  fine(await announce("2026-03-25"));
  expect(await settled()).toMatchObject({ recounted: 0 });
  expect(await revisions()).toEqual([1, 2, 1]);
  await record([message(9)]);
  expect(await revisions()).toEqual([1, 2, 1, 3]);
});

test("only what moves hours makes a revision: of the agencies concerned, and of new ones at once", async () => {
  const { calendars } = app.house.catalogue;
  const other = await givenAgency(app);
  const of = async (id: string): Promise<number> => (await app.house.dataSource.query("SELECT max(revision) AS n FROM calendar_revision WHERE agency_id = $1", [id]))[0].n;
  const both = async () => [await of(agency.id), await of(other.id)];
  expect(await both()).toEqual([1, 1]);
  fine(await announce());
  expect(await both()).toEqual([2, 1]);
  fine(await calendars.announceHoliday(OPERATOR, { agency: agency.code, day: HOLIDAY, names: { en: "Another name" }, announcedOn: "2026-01-01" }));
  expect(await both()).toEqual([2, 1]);
  fine(await announce("2026-04-01", null));
  expect(await both()).toEqual([3, 2]);
  // A national day off that the agency has as its own already moves nothing for it.
  fine(await announce(HOLIDAY, null));
  expect(await both()).toEqual([3, 3]);
  const period = { code: "RAMADAN", names: NAMES, from: "2026-02-18", to: "2026-03-20" };
  fine(await calendars.definePeriod(OPERATOR, period));
  expect(await both()).toEqual([3, 3]);
  fine(await calendars.setCalendar(OPERATOR, { agency: agency.code, validFrom: "2026-01-01", hours: [{ weekday: 7, opens: "08:00", closes: "12:00", period: null }, { weekday: 7, opens: "10:00", closes: "11:00", period: "RAMADAN" }] }));
  expect(await both()).toEqual([4, 3]);
  fine(await calendars.definePeriod(OPERATOR, { ...period, to: "2026-03-19" }));
  expect(await both()).toEqual([5, 3]);
  fine(await withdraw("2026-04-01", null));
  fine(await withdraw(HOLIDAY, null));
  const third = await givenAgency(app);
  expect([await of(third.id), ...(await both())]).toEqual([1, 6, 5]);
});

test("two announcements at once: each sees the other, and no revision misses a day", async () => {
  const days = ["2026-02-02", "2026-02-03", "2026-02-04", "2026-02-05"];
  await Promise.all(days.map(async (day) => fine(await announce(day))));
  const [{ holidays }] = await app.house.dataSource.query<any[]>("SELECT content->'holidays' AS holidays FROM calendar_revision WHERE agency_id = $1 ORDER BY revision DESC LIMIT 1", [agency.id]);
  expect([await known(), holidays]).toEqual([5, days]);
});

test("beside intake of two houses, one of which has not heard of the new calendar: what is counted is exact, and at last by the newest", async () => {
  const stale = await startTestApp({ database: app.database, clock: () => now });
  try {
    const { lookup } = stale.house.catalogue;
    const services = lookup.services.bind(lookup);
    jest.spyOn(lookup, "services").mockImplementation(async (unit, ids) => new Map([...(await services(unit, ids))].map(([id, facts]) => [id, { ...facts, calendarRevision: 1 }])));
    await record(Array.from({ length: 40 }, (_, i) => message(1 + (i % 8))));
    const open = Array.from({ length: 40 }, (_, i) => {
      const { endedAt: _1, outcome: _2, passages, ...begun } = message(1 + (i % 8));
      return { begun: { ...begun, passages: passages.slice(0, 1) }, whole: { ...begun, endedAt: _1, outcome: _2, passages } };
    });
    const { endedAt, outcome, ...late } = message(3);
    await record([...open.map(({ begun }) => begun), late]);
    fine(await announce());
    const telling = [app, stale].map(async (house, half) => {
      for (let i = half; i < open.length; i += 2) await record([open[i]?.whole as object, message(1 + (i % 8))], house);
    });
    await Promise.all([...telling, recount(), recount()]);
    expect(await counted()).toEqual(await fromFacts(app.house, service.id));
    expect(Math.min(...(await revisions()))).toBe(1);
    // As long as the change is young it is looked at again, since a house that is behind may still have stored something.
    expect(await known()).toBe(2);
    later(20);
    await recount();
    expect(await counted()).toEqual(await fresh());
    expect(await counted()).toEqual(await fromFacts(app.house, service.id));
    expect(await recount()).toMatchObject({ agencies: 0 });
    // What was recounted is never counted by an older calendar again.
    await record([{ ...late, endedAt, outcome }], stale);
    expect(await counted()).toEqual(await fresh());
  } finally {
    await stale.close();
  }
});

test("killed in the middle: what was counted anew stays, what was not is counted by the old calendar, and the next run goes on", async () => {
  const second = await givenService(app, { agency, steps: [{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }] });
  const portal = await app.key({ role: "portal", portalId: (await givenPortal(app, { agency, services: [service, second] })).id });
  for (const { name } of [service, second]) {
    await app.send(portal, RECORD, { input: { items: [1, 2, 3].map((day) => ({ ...message(day), service: name })) } });
  }
  await settled();
  fine(await announce());
  later(20);
  let pages = 0;
  const killed = app.house.transactions.recountCalendars.recount(OPERATOR, () => {
    pages += 1;
    throw new Error("killed");
  });
  await expect(killed).rejects.toThrow("killed");
  expect(pages).toBe(1);
  for (const { id } of [service, second]) expect(await fromCounts(app.house, id)).toEqual(await fromFacts(app.house, id));
  const one = await app.house.dataSource.query("SELECT service_id FROM transaction WHERE service_id = ANY ($1) AND calendar_revision = 2 GROUP BY 1", [[service.id, second.id]]);
  expect(one).toHaveLength(1);
  expect(await recount()).toMatchObject({ agencies: 1, settled: 1, recounted: 3 });
  for (const { id } of [service, second]) expect(await fromCounts(app.house, id)).toEqual(await fromFacts(app.house, id, 2));
});

test("what an earlier version counted without working time is brought up", async () => {
  await record([1, 2, 3].map((day) => message(day)));
  const whole = await counted();
  const { dataSource } = app.house;
  await dataSource.query("UPDATE transaction SET calendar_revision = 0 WHERE service_id = $1", [service.id]);
  await dataSource.query("DELETE FROM duration_delta WHERE service_id = $1 AND calendar = 'WORKING'", [service.id]);
  expect(await counted()).toEqual(await fromFacts(app.house, service.id));
  expect(await recount()).toMatchObject({ recounted: 3 });
  expect(await counted()).toEqual(whole);
  expect(await counted()).toEqual(await fresh());
});

test("from the command line, for those who keep the counts", async () => {
  await settled();
  await record([message(3)]);
  fine(await announce());
  expect(JSON.parse((await runCommand(app.house, [addRecountCommand], "recount", "--json")).out)).toEqual({ agencies: 1, settled: 0, recounted: 1 });
  later(20);
  expect((await runCommand(app.house, [addRecountCommand], "recount")).out).toBe("Counted 0 transactions anew; 1 of 1 changed calendars are done with.");
  const { recountCalendars } = app.house.transactions;
  await expect(recountCalendars.recount({ kind: "owner", agencyId: agency.id, serviceIds: undefined } as any)).rejects.toThrow(AccessDenied);
  await expect(recountCalendars.recount({ kind: "anonymous" })).rejects.toThrow(AccessDenied);
  expect(app.house.jobs.map(({ name }) => name)).toContain("recount-calendars");
});
