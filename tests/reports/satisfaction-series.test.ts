import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { statementsOf } from "../support/count-statements";
import { everyField } from "../support/every-field";
import { givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";

const FIELDS = everyField("SatisfactionResult");
const SERIES = `query ($code: String!, $period: PeriodInput!, $interval: Interval) { service(code: $code) { satisfaction(period: $period, interval: $interval) ${FIELDS} } }`;
const SPRING = { from: "2026-03-01", to: "2026-06-01" };

let app: TestApp;
let office: string;
let service: ServiceFixture;

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  service = await givenService(app);
  const [first, ...rest] = responses(service, "CSAT5", 1, [0, 0, 0, 5, 5], { day: "2026-03-09" });
  if (first === undefined) throw new Error("no response");
  await counted(app, {
    responses: [
      // One batch of ten, the first of them given a week before the others.
      { ...first, day: "2026-03-02" }, ...rest,
      ...responses(service, "CSAT5", 1, [10, 0, 0, 0, 10], { day: "2026-05-31" }),
      // Nine wait.
      ...responses(service, "CSAT5", 1, [9, 0, 0, 0, 0], { day: "2026-06-02" }),
      ...responses(service, "NPS11", 0, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10], { day: "2026-04-01" }),
      ...responses(service, "CES5_EASE", 1, [0, 0, 0, 0, 10], { day: "2026-04-01", mode: "KIOSK" }),
      ...responses(service, "CES5_EASE", 1, [10, 0, 0, 0, 0], { day: "2026-04-01", moment: "AFTER_GIVING_UP" }),
      ...responses(service, "CES5_EASE", 1, [10, 0, 0, 0, 0], { day: "2026-04-01", collector: "AGENCY" }),
      ...reworded(responses(service, "CSAT5", 1, [0, 0, 0, 0, 10], { day: "2026-05-30" })),
    ],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

/** The same answers to the second version of the question. */
function reworded(all: ReturnType<typeof responses>) {
  return all.map((response) => ({ ...response, answers: response.answers.map((answer) => ({ ...answer, instrumentVersion: 2 })) }));
}

async function series(interval: string, { period = SPRING, key = office, code = service.name }: { period?: object; key?: string; code?: string } = {}) {
  const { data, errors } = await app.send(key, SERIES, { code, period, interval });
  expect(errors).toBeUndefined();
  return data.service.satisfaction;
}

const csat = (answer: any, version = 1) => answer.lines.find((line: any) => line.measure === "CSAT" && line.version === version);

test("by month: released answers, null where none were, and between which days they were given", async () => {
  const answer = await series("MONTH");
  expect(csat(answer).points).toMatchObject([
    { from: "2026-03-01", to: "2026-04-01", firstDay: "2026-03-02", lastDay: "2026-03-09", share: { value: 1, n: 10, quality: "LOW_CONFIDENCE" }, mean: { value: 4.5 }, net: null },
    { from: "2026-04-01", to: "2026-05-01", firstDay: null, lastDay: null, share: { value: null, n: 0, reasons: ["NO_DATA"] }, mean: { value: null } },
    { from: "2026-05-01", to: "2026-06-01", share: { value: 0.5, n: 20 }, mean: { value: 3 } },
  ]);
});

test("one line for each version, moment and mode; what the agency collected is in none", async () => {
  const { lines } = await series("MONTH");
  expect(lines.map((line: any) => [line.measure, line.instrument, line.version, line.moment, line.mode])).toEqual([
    ["CES", "CES5_EASE", 1, "AFTER_OUTCOME", "KIOSK"],
    ["CES", "CES5_EASE", 1, "AFTER_GIVING_UP", "WEB"],
    ["CSAT", "CSAT5", 1, "AFTER_OUTCOME", "WEB"],
    ["CSAT", "CSAT5", 2, "AFTER_OUTCOME", "WEB"],
    ["NPS", "NPS11", 1, "AFTER_OUTCOME", "WEB"],
  ]);
  expect(lines[0].points[1].share.value).toBe(1);
  expect(lines[4].points[1].net).toMatchObject({ value: 100, n: 10 });
});

test("weeks begin on Sunday, the first and last may be shorter; days are days", async () => {
  const weeks = csat(await series("WEEK", { period: { from: "2026-03-03", to: "2026-03-17" } })).points;
  expect(weeks.map((point: any) => [point.from, point.to, point.share.n])).toEqual([["2026-03-03", "2026-03-08", 0], ["2026-03-08", "2026-03-15", 10], ["2026-03-15", "2026-03-17", 0]]);
  const days = csat(await series("DAY", { period: { from: "2026-03-08", to: "2026-03-11" } })).points;
  expect(days.map((point: any) => [point.from, point.share.value])).toEqual([["2026-03-08", null], ["2026-03-09", 1], ["2026-03-10", null]]);
});

test("answers that wait show nowhere, and a cell below a raised minimum neither", async () => {
  expect((await series("MONTH", { period: { from: "2026-06-01", to: "2026-07-01" } })).lines).toEqual([]);
  const stricter = await startTestApp({ database: app.database, minimumCell: 15, clock: () => new Date("2026-07-01T08:00:00Z") });
  const { data } = await stricter.send(office, SERIES, { code: service.name, period: SPRING, interval: "MONTH" });
  expect(csat(data.service.satisfaction).points.map(({ share }: any) => [share.value, share.reasons])).toEqual([[null, ["SMALL_CELL"]], [null, ["NO_DATA"]], [0.5, []]]);
  await stricter.close();
});

test.each([
  ["DAY", { from: "2026-04-01", to: "2026-03-01" }, "EMPTY_PERIOD", ["period", "to"]],
  ["DAY", { from: "2025-04-30", to: "2025-06-01" }, "PERIOD_TOO_FINE", ["period", "from"]],
  ["DAY", { from: "2026-01-01", to: "2029-01-01" }, "TOO_MANY_POINTS", ["period"]],
  ["MONTH", { from: "2025-01-15", to: "2026-01-01" }, "PERIOD_TOO_FINE", ["period"]],
])("%s of %j is refused: %s", async (interval, period, code, path) => {
  expect(await series(interval, { period })).toMatchObject({ __typename: "Refusal", code, path });
});

test("months as far back as there are any, eight hundred points at most", async () => {
  expect((await series("MONTH", { period: { from: "2020-01-01", to: "2026-06-01" } })).lines).toHaveLength(5);
});

test("nobody and a portal get nothing; another's service looks as if it did not exist", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, SERIES, { code: service.name, period: SPRING })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  const owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
  expect((await series("MONTH", { key: owner })).lines).toHaveLength(5);
  const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await series("MONTH", { key: other })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND" });
});

test("the series of many services cost as many statements as of one", async () => {
  await givenService(app);
  const ask = (first: number) =>
    statementsOf(app.house.dataSource, () => app.send(office, `query ($period: PeriodInput!, $first: Int!) { services(first: $first) { edges { node { satisfaction(period: $period) ${FIELDS} } } } }`, { period: SPRING, first }));
  expect((await ask(50)).length).toBe((await ask(1)).length);
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "satisfaction", "--service", service.name, "--from", SPRING.from, "--to", SPRING.to, ...args);
  const { __typename, ...fromApi } = await series("WEEK");
  expect(__typename).toBe("SatisfactionSeries");
  expect(JSON.parse((await cli("--interval", "week", "--json")).out)).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  expect(rows.filter((row) => row["instrument"] === "CSAT5" && row["version"] === "1" && row["figure"] === "share").map((row) => [row["from"], row["value"], row["n"], row["reasons"]])).toEqual([
    ["2026-03-01", "1", "10", ""],
    ["2026-04-01", "", "0", "NO_DATA"],
    ["2026-05-01", "0.5", "20", ""],
  ]);
  expect((await cli()).out).toMatch(/CSAT CSAT5 v1 WEB AFTER_OUTCOME\n {2}2026-03-01 +100 % \[72–100\] +n=10[^\n]*\n {2}2026-04-01 +– no data/u);
  expect((await cli("--service", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
});
