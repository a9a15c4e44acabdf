import { CalendarRevisions1845000000000 } from "../../migrations/1845000000000-calendar-revisions";
import { createDataSource } from "../../src/database/data-source";
import { grantToApp } from "../../src/database/roles";
import { fromCounts } from "../tallies/recount";
import { fine, givenPortal, givenService } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { RECORD, unusedReference } from "./intake-support";

let app: TestApp;
let now = new Date("2026-03-10T08:00:00Z");
beforeAll(async () => {
  app = await startTestApp({ clock: () => now });
});
afterAll(() => app.close());

test("a database of an earlier version: its calendars become revision 1 as the program would write it, and what it counted is brought up", async () => {
  const { calendars } = app.house.catalogue;
  const service = await givenService(app, { steps: [{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }] });
  const names = { en: "Day" };
  fine(await calendars.definePeriod(OPERATOR, { code: "RAMADAN", names, from: "2026-02-18", to: "2026-03-20" }));
  fine(await calendars.definePeriod(OPERATOR, { code: "ELSEWHERE", names, from: "2026-02-18", to: "2026-03-20" }));
  const hours = [7, 1, 2].flatMap((weekday) => [{ weekday, opens: "08:00", closes: "15:00", period: null }, { weekday, opens: "09:00", closes: "13:00", period: "RAMADAN" }]);
  for (const validFrom of ["2026-01-01", "2025-01-01"]) fine(await calendars.setCalendar(OPERATOR, { agency: service.agencyCode, validFrom, hours }));
  for (const agency of [null, service.agencyCode]) for (const day of ["2026-03-02", "2026-01-15"]) fine(await calendars.announceHoliday(OPERATOR, { agency, day, names, announcedOn: null }));
  const key = await app.key({ role: "portal", portalId: (await givenPortal(app, { services: [service] })).id });
  const passages = [{ ordinal: 1, step: "FILL", enteredAt: "2026-03-01T05:00:00Z", leftAt: "2026-03-01T06:00:00Z" }, { ordinal: 2, step: "REVIEW", enteredAt: "2026-03-02T05:00:00Z", leftAt: "2026-03-03T06:00:00Z" }];
  await app.send(key, RECORD, { input: { items: [{ service: service.name, reference: unusedReference(), startedAt: "2026-03-01T05:00:00Z", passages }] } });
  const { dataSource, transactions } = app.house;
  const newest = () => dataSource.query("SELECT DISTINCT ON (agency_id) agency_id, content FROM calendar_revision ORDER BY agency_id, revision DESC");
  const [content, counted] = [await newest(), await fromCounts(app.house, service.id)];
  expect(content[0].content).toMatchObject({ holidays: ["2026-01-15", "2026-03-02"], periods: [{ code: "RAMADAN", from: "2026-02-18", to: "2026-03-20" }], weeks: [{ validFrom: null }, { validFrom: "2025-01-01" }, { validFrom: "2026-01-01" }] });
  expect(Object.keys(counted).filter((row) => row.includes("WORKING"))).toHaveLength(3);

  const owner = await createDataSource(app.database.connections.owner).initialize();
  try {
    const migration = new CalendarRevisions1845000000000();
    await migration.down(owner.createQueryRunner());
    await migration.up(owner.createQueryRunner());
    await grantToApp(app.database.connections.owner);
  } finally {
    await owner.destroy();
  }
  expect(await newest()).toEqual(content);
  expect(Object.keys(await fromCounts(app.house, service.id)).filter((row) => row.includes("WORKING"))).toEqual([]);
  fine(await calendars.announceHoliday(OPERATOR, { agency: service.agencyCode, day: "2026-03-02", names: { en: "Another" }, announcedOn: null }));
  expect(await dataSource.query("SELECT max(revision) AS n FROM calendar_revision")).toEqual([{ n: 1 }]);
  now = new Date(Date.now() + 3_600_000);
  expect(await transactions.recountCalendars.recount(OPERATOR)).toMatchObject({ recounted: 1 });
  expect(await fromCounts(app.house, service.id)).toEqual(counted);
});
