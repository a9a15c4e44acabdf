import { parse } from "csv-parse/sync";
import { ordinaryDayMs } from "../../src/catalogue/domain/ordinary-day";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { fine, givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted } from "../support/report-fixture";
import { sharedData } from "../support/shared-data";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";

const REPORT = `query ($filter: ReportFilter!, $first: Int) { whereItWaits(filter: $filter, first: $first) ${everyField("WhereItWaitsResult")} }`;
const MARCH = { from: "2026-03-01", to: "2026-04-01" };

let app: TestApp;
let office: string;
let service: ServiceFixture;
let lands: string;

/** The first of March 2026 is a Sunday; the agency works from 08:00 to 15:00, Sundays to Thursdays. */
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-06-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  lands = (await givenAgency(app)).code;
  const agency = await givenAgency(app);
  fine(await app.house.catalogue.calendars.setCalendar(OPERATOR, { agency: agency.code, validFrom: "2026-01-01", hours: [7, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "08:00", closes: "15:00", period: null })) }));
  service = await givenService(app, {
    agency,
    steps: [
      { code: "APPLY", kind: "FILL_IN" },
      { code: "APPROVAL", kind: "OTHER_AGENCY", responsibleAgency: lands, responsibleParty: "OTHER_AGENCY" },
      { code: "REVIEW", kind: "REVIEW" },
    ],
  });
  const [{ revision } = { revision: 0 }] = await app.house.dataSource.query<{ revision: number }[]>("SELECT max(revision) AS revision FROM calendar_revision WHERE agency_id = $1", [agency.id]);
  const day = 24 * 60;
  const many = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);
  const whole = { outcome: "GRANTED", calendarRevision: revision } as const;
  await counted(app, {
    transactions: [
      // Applied for an hour; a day until the approval began, two in it; at once reviewed for half a day.
      ...many(30, () => transaction(service, { ...whole, endedAt: at(3.5 * day + 60), promisedBy: "2026-03-31", passages: [passage("APPLY", at(0), at(60)), passage("APPROVAL", at(60 + day), at(60 + 3 * day)), passage("REVIEW", at(60 + 3 * day), at(60 + 3.5 * day))] })),
      // Sent back from the review: two days until they mended it.
      ...many(10, () => transaction(service, { ...whole, endedAt: at(2.5 * day), promisedBy: "2026-03-02", passages: [passage("APPLY", at(0), at(60)), passage("REVIEW", at(60), at(120)), passage("APPLY", at(120 + 2 * day), at(180 + 2 * day)), passage("REVIEW", at(180 + 2 * day), at(240 + 2 * day))] })),
      ...many(5, () => transaction(service, { startedAt: at(0, "2026-03-20"), passages: [passage("APPLY", at(0, "2026-03-20"), null)], promisedBy: "2026-03-25" })),
      transaction(service, { startedAt: at(0, "2025-12-24"), passages: [] }),
    ],
  });
});
afterAll(() => app.close());

async function report(filter: object = {}, { key = office, first = 20 } = {}): Promise<any> {
  const { data, errors } = await app.send(key, REPORT, { filter: { period: MARCH, services: [service.name], ...filter }, first });
  expect(errors).toBeUndefined();
  return data.whereItWaits;
}

test("days by holder, by the clock and in working days; what people do themselves is no waiting", async () => {
  const { holders, transactions } = await report();
  expect(transactions.value).toBe(45);
  const told = Object.fromEntries(holders.map(({ holder, clock, working }: any) => [holder, [clock.total.value, working.total.value, clock.perTransaction.value]]));
  expect(told["OTHER_AGENCY"]).toEqual([90, 90, 2]);
  expect(told["AGENCY"][0]).toBeCloseTo(30 * 0.5 + (10 * 2) / 24, 9);
  // From 09:00 to 21:00 on a Wednesday: six of seven hours.
  expect(told["AGENCY"][1]).toBeCloseTo((30 * 6 + 10 * 2) / 7, 9);
  expect(told["BENEFICIARY"]).toEqual([20, 20, 20 / 45]);
  expect(told["THIRD_PARTY"]).toEqual([0, 0, 0]);
  expect(holders[0].clock.total).toMatchObject({ unit: "DAYS", method: "SUM" });
  expect(holders[0].working.total).toMatchObject({ unit: "WORKING_DAYS" });
});

test("the steps at which most days go, and who has them", async () => {
  const { steps } = await report();
  expect(steps.map((step: any) => [step.rank, step.step.code, step.holder, step.heldBy, Math.round(step.total.value)])).toEqual([
    [1, "APPROVAL", "OTHER_AGENCY", lands, 90],
    [2, "APPLY", "BENEFICIARY", null, 20],
    [3, "REVIEW", "AGENCY", service.agencyCode, 16],
  ]);
  expect(steps[0].beforeMedian.value).toBeCloseTo(1, 1);
  expect(steps[0].insideMedian.value).toBeCloseTo(2, 1);
  expect(steps[1].insideMedian).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
});

test("promises kept of those decided; one in flight is neither kept nor broken", async () => {
  const { promises } = await report();
  expect(promises.promised.value).toBe(45);
  expect(promises.kept).toMatchObject({ value: 0.75, n: 40, method: "WILSON", reasons: ["MANY_UNRESOLVED"] });
});

test("returned for completion; why is not measured, which is not none", async () => {
  const { returned } = await report();
  expect(returned.times.value).toBe(10);
  expect(returned.reasons).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
  expect(returned.steps.map(({ step, times, share }: any) => [step, times.value, share.value, share.n])).toEqual([["APPLY", 10, 10 / 45, 45]]);
});

test("the oldest open, also from before the period", async () => {
  const { oldestOpen } = await report();
  expect(oldestOpen.map((row: any) => [row.service.code, row.open.value, row.oldest, row.over30Days.value, row.over90Days.value])).toEqual([[service.code, 6, "2025-12-24", 6, 1]]);
});

test("without a calendar working days are not measured; without transactions nothing is known", async () => {
  const bare = await givenService(app, { steps: [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }] });
  await counted(app, { transactions: [transaction(bare, { outcome: "GRANTED", endedAt: at(90), passages: [passage("APPLY", at(0), at(10)), passage("REVIEW", at(40), at(90))] })] });
  const { holders, promises } = await report({ services: [bare.name] });
  const agency = holders.find(({ holder }: any) => holder === "AGENCY");
  expect(agency.clock.total.value).toBeCloseTo(80 / 1440, 12);
  expect(agency.working.total).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
  expect(promises.kept).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
  const nobody = await report({ services: [(await givenService(app)).name] });
  expect(nobody.holders[0].clock.perTransaction).toMatchObject({ value: null, reasons: ["NO_DATA"] });
  expect([nobody.steps, nobody.oldestOpen]).toEqual([[], []]);
});

test.each([
  [{ period: { from: "2026-04-01", to: "2026-03-01" } }, "EMPTY_PERIOD", ["period", "to"]],
  [{ automation: ["MANUAL"] }, "FILTER_NOT_AVAILABLE", ["automation"]],
  [{ services: ["NO-SUCH"] }, "NOT_FOUND", ["services", "0"]],
])("%j is refused: %s", async (filter, code, path) => {
  expect(await report(filter)).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's service looks as if it did not exist; too many rows are refused", async () => {
  const ask = async (key: string | undefined, first = 20) => (await app.send(key, REPORT, { filter: { period: MARCH }, first })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  expect(await ask(office, 0)).toBe("BAD_USER_INPUT");
  const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await report({}, { key: other })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND" });
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "waiting", "--service", service.name, "--from", MARCH.from, "--to", MARCH.to, ...args);
  const { __typename, ...fromApi } = await report();
  expect(__typename).toBe("WhereItWaits");
  expect(JSON.parse((await cli("--json")).out)).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  const totals = rows.filter((row) => row["part"] === "HOLDER" && row["figure"] === "clock.total").map((row) => [row["holder"], row["value"]]);
  expect(totals).toEqual(fromApi.holders.map(({ holder, clock }: any) => [holder, String(clock.total.value)]));
  expect(rows.find((row) => row["part"] === "OPEN")).toMatchObject({ since: "2025-12-24", value: "6" });
  expect((await cli()).out).toMatch(/OTHER_AGENCY +90.0 d/u);
});

test("an ordinary day: the hours of the newest week, shared by the days that have any", () => {
  const hours = (weekday: number, opens: string, closes: string, period: string | null = null) => ({ weekday, opens, closes, period });
  expect(ordinaryDayMs({ weeks: [{ validFrom: null, hours: [] }, { validFrom: "2026-01-01", hours: [hours(7, "08:00", "12:00"), hours(7, "13:00", "16:00"), hours(1, "08:00", "13:00"), hours(1, "08:00", "10:00", "RAMADAN")] }] })).toBe(6 * 3_600_000);
  expect(ordinaryDayMs({ weeks: [] })).toBeNull();
});

test("the permit log: all the time of its 1434 transactions is somebody's turn, 467 263.915 seconds each", async () => {
  const watch = { reading: () => undefined, recording: () => undefined, notTaken: () => undefined };
  fine(await app.house.transactions.importLog.import(OPERATOR, { path: sharedData("receipt", "receipt.xes.gz"), agency: "WABO", service: "PERMIT", mark: "COMPLETED", names: {}, timeZone: null, channel: null, outcome: null, create: true }, watch));
  const { holders, transactions, steps } = await report({ services: ["WABO/PERMIT"], period: { from: "2010-10-01", to: "2012-02-01" } });
  expect(transactions.value).toBe(1_434);
  const each = holders.reduce((sum: number, { clock }: any) => sum + Number(clock.perTransaction.value), 0);
  expect(each * 86_400).toBeCloseTo(467_263.915, 2);
  expect(steps[0].rank).toBe(1);
}, 60_000);
