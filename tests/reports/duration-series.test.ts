import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { statementsOf } from "../support/count-statements";
import { everyField } from "../support/every-field";
import { fine, givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";

const FIELDS = everyField("DurationSeriesResult");
const SERIES = `query ($code: String!, $period: PeriodInput!, $interval: Interval) { service(code: $code) { durations(period: $period, interval: $interval) ${FIELDS} } }`;
const SPRING = { from: "2026-03-01", to: "2026-06-01" };
const HOUR = 60;
const DAY = 24 * HOUR;

let app: TestApp;
let office: string;
let service: ServiceFixture;

/** The agency works from 08:00 to 15:00, Sundays to Thursdays, but not on Monday 9 March 2026. Everything starts at 08:00. */
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  const agency = await givenAgency(app);
  const { calendars } = app.house.catalogue;
  fine(await calendars.setCalendar(OPERATOR, { agency: agency.code, validFrom: "2026-01-01", hours: [7, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: "08:00", closes: "15:00", period: null })) }));
  fine(await calendars.announceHoliday(OPERATOR, { agency: agency.code, day: "2026-03-09", names: { en: "A day off" }, announcedOn: null }));
  service = await givenService(app, { agency });
  const [{ revision } = { revision: 0 }] = await app.house.dataSource.query<{ revision: number }[]>("SELECT max(revision) AS revision FROM calendar_revision WHERE agency_id = $1", [agency.id]);
  const many = (n: number, day: string, minutes: number) =>
    Array.from({ length: n }, () => transaction(service, { outcome: "GRANTED", calendarRevision: revision, endedAt: at(minutes, day), passages: [passage("APPLY", at(0, day), at(minutes, day))] }));
  await counted(app, {
    transactions: [
      // Thursday 5 March to Sunday 8 March, 10:00, over the weekend: three days and two hours; seven hours worked and two.
      ...many(20, "2026-03-05", 3 * DAY + 2 * HOUR),
      // Sunday 8 March to Tuesday 10 March, 09:00, over the holiday: two days and an hour; seven hours worked and one.
      ...many(20, "2026-03-08", 2 * DAY + HOUR),
      // Within Monday 4 May: three hours, all of them worked.
      ...many(30, "2026-05-04", 3 * HOUR),
      // Under way: counts nowhere.
      transaction(service, { passages: [passage("APPLY", at(0, "2026-03-10"), null)] }),
    ],
  });
});
afterAll(() => app.close());

async function series(interval: string, { period = SPRING, key = office, code = service.name }: { period?: object; key?: string; code?: string } = {}) {
  const { data, errors } = await app.send(key, SERIES, { code, period, interval });
  expect(errors).toBeUndefined();
  return data.service.durations;
}

/** Hours, within the 1 % that log-buckets are exact to. */
const hours = (estimate: any) => Math.round(estimate.value / 36) / 100;
const within = (estimate: any, exact: number) => {
  expect(Math.abs(estimate.value / 3_600 / exact - 1)).toBeLessThanOrEqual(0.01);
};

test("day by day: a weekend and a holiday pass by the clock and not in working time", async () => {
  const { points } = await series("DAY", { period: { from: "2026-03-08", to: "2026-03-11" } });
  expect(points.map(({ from, clock, working }: any) => [from, clock.median.n, working.median.n])).toEqual([["2026-03-08", 20, 20], ["2026-03-09", 0, 0], ["2026-03-10", 20, 20]]);
  const [sunday, monday, tuesday] = points;
  within(sunday.clock.median, 74);
  within(sunday.working.median, 9);
  within(tuesday.clock.p90, 49);
  within(tuesday.working.p90, 8);
  expect(monday.clock.median).toMatchObject({ value: null, low: null, high: null, n: 0, reasons: ["NO_DATA"] });
  expect(monday.working.p90).toMatchObject({ value: null, reasons: ["NO_DATA"] });
});

test("by month: the middle of both kinds and nine in ten, each between two order statistics", async () => {
  const { points } = await series("MONTH");
  expect(points.map(({ from, to }: any) => [from, to])).toEqual([["2026-03-01", "2026-04-01"], ["2026-04-01", "2026-05-01"], ["2026-05-01", "2026-06-01"]]);
  const [march, april, may] = points;
  // Of forty, the 14th and the 27th enclose the middle one: one of either kind.
  within({ value: march.clock.median.low }, 49);
  within({ value: march.clock.median.high }, 74);
  within({ value: march.working.median.low }, 8);
  within({ value: march.working.median.high }, 9);
  within(march.clock.p90, 74);
  within(march.working.p90, 9);
  expect(march.clock.median).toMatchObject({ n: 40, unit: "SECONDS", method: "ORDER_STATISTIC", quality: "MODERATE" });
  expect(april.clock.p90).toMatchObject({ value: null, reasons: ["NO_DATA"] });
  // Where the agency works, both are the same time.
  expect(hours(may.clock.median)).toBe(hours(may.working.median));
  within(may.working.median, 3);
  // Nine in ten of thirty: nobody may be above the upper end.
  expect(may.clock.p90).toMatchObject({ high: null, reasons: ["OPEN_INTERVAL"] });
});

test("weeks begin on Sunday; folded counts and those added since say the same", async () => {
  const ask = async () => [await series("WEEK", { period: { from: "2026-03-03", to: "2026-03-17" } }), await series("MONTH"), await series("MONTH", { period: { from: "2026-03-10", to: "2026-05-05" } }), await series("WEEK")];
  const points = async () => (await ask()).map((answer) => answer.points);
  const before = await points();
  expect(before[0].map((point: any) => [point.from, point.to, point.clock.median.n])).toEqual([["2026-03-03", "2026-03-08", 0], ["2026-03-08", "2026-03-15", 40], ["2026-03-15", "2026-03-17", 0]]);
  expect(before[2].map((point: any) => point.working.median.n)).toEqual([20, 0, 30]);
  // Whole months are told by day too.
  expect(before[3].flatMap((point: any) => (point.clock.median.n === 0 ? [] : [[point.from, point.clock.median.n]]))).toEqual([["2026-03-08", 40], ["2026-05-03", 30]]);
  await app.house.tallies.fold.fold(OPERATOR);
  expect(await points()).toEqual(before);
});

test.each([
  ["DAY", { from: "2026-04-01", to: "2026-03-01" }, "EMPTY_PERIOD", ["period", "to"]],
  ["DAY", { from: "2025-04-30", to: "2025-06-01" }, "PERIOD_TOO_FINE", ["period", "from"]],
  ["DAY", { from: "2026-01-01", to: "2029-01-01" }, "TOO_MANY_POINTS", ["period"]],
  ["MONTH", { from: "2025-01-15", to: "2026-01-01" }, "PERIOD_TOO_FINE", ["period"]],
])("%s of %j is refused: %s", async (interval, period, code, path) => {
  expect(await series(interval, { period })).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's service looks as if it did not exist", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, SERIES, { code: service.name, period: SPRING })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  const owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
  expect((await series("MONTH", { key: owner })).points).toHaveLength(3);
  const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await series("MONTH", { key: other })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND" });
});

test("the series of many services cost as many statements as of one", async () => {
  await givenService(app);
  const ask = (first: number) =>
    statementsOf(app.house.dataSource, () => app.send(office, `query ($period: PeriodInput!, $first: Int!) { services(first: $first) { edges { node { durations(period: $period) ${FIELDS} } } } }`, { period: SPRING, first }));
  expect((await ask(50)).length).toBe((await ask(1)).length);
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "durations", "--service", service.name, "--from", SPRING.from, "--to", SPRING.to, ...args);
  const { __typename, ...fromApi } = await series("WEEK");
  expect(__typename).toBe("DurationSeries");
  expect(JSON.parse((await cli("--interval", "week", "--json")).out)).toEqual(fromApi);
  const { points } = await series("MONTH");
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  const text = (value: number | null) => (value === null ? "" : String(value));
  expect(rows.map((row) => [row["from"], row["calendar"], row["figure"], row["value"], row["low"], row["high"], row["n"]])).toEqual(
    points.flatMap(({ from, clock, working }: any) => [["CLOCK", "median", clock.median], ["CLOCK", "p90", clock.p90], ["WORKING", "median", working.median], ["WORKING", "p90", working.p90]].map(([calendar, figure, { value, low, high, n }]) => [from, calendar, figure, text(value), text(low), text(high), text(n)])),
  );
  expect((await cli()).out).toMatch(/2026-05-01 +by the clock +3 h[^\n]*\n +working time +3 h/u);
  expect((await cli("--service", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
  expect((await cli("--to", "2026-02-30")).failed).toMatchObject({ code: "INVALID_DAY" });
});
