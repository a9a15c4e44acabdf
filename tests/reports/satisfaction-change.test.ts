import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { transaction } from "../support/transaction-fixture";

const FIELDS = everyField("PooledSatisfactionResult");
const POOLED = `query ($agency: String, $period: PeriodInput!, $interval: Interval) { satisfactionOverTime(agency: $agency, period: $period, interval: $interval) ${FIELDS} }`;
const SERIES = `query ($code: String!, $period: PeriodInput!, $interval: Interval) { service(code: $code) { satisfaction(period: $period, interval: $interval) ${everyField("SatisfactionResult")} } }`;
const SPRING = { from: "2026-03-01", to: "2026-06-01" };
const NOW = new Date("2026-07-01T08:00:00Z");

let app: TestApp;
let office: string;
let first: ServiceFixture;
let second: ServiceFixture;
let elsewhere: ServiceFixture;

beforeAll(async () => {
  app = await startTestApp({ clock: () => NOW });
  office = await app.key({ role: "office" });
  first = await givenService(app);
  second = await givenService(app, { agency: { id: first.agencyId, code: first.agencyCode } });
  elsewhere = await givenService(app);
  const ended = (service: ServiceFixture, day: string, channel: "WEB" | "SERVICE_CENTRE", n: number) =>
    Array.from({ length: n }, () => transaction(service, { channel, outcome: "GRANTED", startedAt: new Date(`${day}T08:00:00Z`), endedAt: new Date(`${day}T09:00:00Z`), passages: [] }));
  await counted(app, {
    transactions: [
      ...ended(first, "2026-04-10", "WEB", 20), ...ended(first, "2026-05-10", "WEB", 20),
      ...ended(elsewhere, "2026-04-10", "WEB", 10), ...ended(elsewhere, "2026-04-10", "SERVICE_CENTRE", 10),
      ...ended(elsewhere, "2026-05-10", "WEB", 2), ...ended(elsewhere, "2026-05-10", "SERVICE_CENTRE", 18),
    ],
    responses: [
      ...responses(first, "CSAT5", 1, [20, 10, 0, 10, 0], { day: "2026-04-10" }), ...responses(first, "CSAT5", 1, [0, 0, 0, 20, 20], { day: "2026-05-10" }),
      ...responses(second, "CSAT5", 1, [0, 0, 0, 10, 10], { day: "2026-04-10" }), ...responses(second, "CSAT5", 1, [0, 0, 0, 10, 10], { day: "2026-05-10" }),
      // The trap: one question on five and on seven points.
      ...responses(second, "CES5_EASE", 1, [0, 0, 0, 10, 10], { day: "2026-05-10" }), ...responses(second, "CES7", 1, [0, 0, 0, 0, 0, 0, 20], { day: "2026-05-10" }),
      ...responses(elsewhere, "CSAT5", 1, [0, 0, 0, 20, 20], { day: "2026-04-10" }), ...responses(elsewhere, "CSAT5", 1, [20, 20, 0, 0, 0], { day: "2026-05-10" }),
    ],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

async function pooled(agency: string | null, { key = office, period = SPRING, interval = "MONTH" }: { key?: string; period?: object; interval?: string } = {}) {
  const { data, errors } = await app.send(key, POOLED, { agency, period, interval });
  expect(errors).toBeUndefined();
  return data.satisfactionOverTime;
}

async function changeOf(service: ServiceFixture, interval = "MONTH") {
  const { data } = await app.send(office, SERIES, { code: service.name, period: SPRING, interval });
  return data.service.satisfaction.lines.find(({ measure }: any) => measure === "CSAT").change;
}

const csat = (answer: any) => answer.lines.find(({ measure }: any) => measure === "CSAT");

test("the verdict between the last two whole months, with its difference", async () => {
  expect(await changeOf(first)).toMatchObject({
    before: { from: "2026-04-01", to: "2026-05-01" },
    after: { from: "2026-05-01", to: "2026-06-01" },
    statistic: "SHARE", verdict: "IMPROVED", practicalMinimum: 0.03, shifts: [], standardised: null,
    difference: { value: 0.75, method: "NEWCOMBE", n: 40, effectiveN: 40, quality: "MODERATE" },
  });
});

test("where the channels moved the change is named as theirs, beside what it is with the channels held still", async () => {
  expect(await changeOf(elsewhere)).toMatchObject({
    verdict: "CHANGED_MIX_DIFFERS",
    shifts: [{ by: "CHANNEL", what: "SERVICE_CENTRE", before: 0.5, after: 0.9 }, { by: "CHANNEL", what: "WEB", before: 0.5, after: 0.1 }],
    // Those who answered all came by one channel: held still, nothing of the change goes away.
    standardised: { value: -1, method: "STANDARDISED", n: 40 },
  });
});

test("too few in one of the weeks: nothing is said; one whole week alone: nothing to compare", async () => {
  expect(await changeOf(second)).toMatchObject({ verdict: "NOT_ENOUGH", difference: { value: 0 } });
  const { data } = await app.send(office, SERIES, { code: first.name, period: { from: "2026-04-05", to: "2026-04-14" }, interval: "WEEK" });
  expect(csat(data.service.satisfaction).change).toBeNull();
});

test("an agency adds up its services; the country all, and says what of the mix moved", async () => {
  const agency = await pooled(first.agencyCode);
  expect(agency).toMatchObject({ agency: first.agencyCode, services: 2 });
  expect(csat(agency).points.map(({ share }: any) => [share.value, share.n])).toEqual([[null, 0], [0.5, 60], [1, 60]]);
  expect(csat(agency).change).toMatchObject({ verdict: "IMPROVED", difference: { value: 0.5 } });
  const country = await pooled(null);
  expect(country).toMatchObject({ agency: null, services: 3 });
  expect(csat(country).points.map(({ share }: any) => share.n)).toEqual([0, 100, 100]);
  expect(csat(country).change).toMatchObject({ verdict: "UNCHANGED", difference: { value: expect.closeTo(-0.1, 9) }, shifts: [{ by: "CHANNEL", what: "SERVICE_CENTRE", before: 0.25, after: 0.45 }, { by: "CHANNEL", what: "WEB" }] });
});

test("the trap of mixed scales: five and seven points of ease are two lines, never one number", async () => {
  const ease = (await pooled(first.agencyCode)).lines.filter(({ measure }: any) => measure === "CES");
  expect(ease.map((line: any) => [line.instrument, line.scaleMax, line.formula, line.points[2].mean.value, line.points[2].mean.n])).toEqual([
    ["CES5_EASE", 5, "PROCESS_EASE_1_5_SHARE_4_5", 4.5, 20],
    ["CES7", 7, "MADE_IT_EASY_1_7_SHARE_5_7", 7, 20],
  ]);
});

test.each([
  [{ from: "2026-04-01", to: "2026-03-01" }, "DAY", "EMPTY_PERIOD", ["period", "to"]],
  [{ from: "2026-01-01", to: "2029-01-01" }, "DAY", "TOO_MANY_POINTS", ["period"]],
])("%j by %s is refused: %s", async (period, interval, code, path) => {
  expect(await pooled(null, { period, interval })).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's agency looks as if it did not exist, and the country of an owner is what is theirs", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, POOLED, { period: SPRING })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  const owner = await app.key({ role: "owner", agencyId: first.agencyId, serviceIds: undefined });
  expect(await pooled(null, { key: owner })).toMatchObject({ services: 2 });
  expect(await pooled(elsewhere.agencyCode, { key: owner })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND", path: ["agency"] });
  const stranger = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await pooled(null, { key: stranger })).toMatchObject({ services: 0, lines: [] });
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "satisfaction", "--from", SPRING.from, "--to", SPRING.to, ...args);
  const { __typename, ...fromApi } = await pooled(first.agencyCode);
  expect(__typename).toBe("PooledSatisfaction");
  const fromCli = JSON.parse((await cli("--agency", first.agencyCode, "--json")).out);
  expect({ ...fromCli, freshness: null }).toEqual({ ...fromApi, freshness: null });
  const rows: Record<string, string>[] = parse((await cli("--agency", first.agencyCode, "--csv")).out, { columns: true });
  const { difference } = csat(fromApi).change;
  expect(rows.filter(({ figure }) => figure === "change.SHARE").map(({ agency, value, low, high, n, verdict, shifts }) => [agency, Number(value), Number(low), Number(high), Number(n), verdict, shifts])).toEqual([
    [first.agencyCode, difference.value, difference.low, difference.high, difference.n, "IMPROVED", ""],
  ]);
  expect((await cli("--agency", first.agencyCode)).out).toMatch(/2026-04-01 to 2026-05-01: improved · 50 % \[36–62\]/u);
  expect((await cli()).out).toMatch(/All · 3 services together[\s\S]*unchanged[^\n]*channel SERVICE_CENTRE 25 → 45 %/u);
  expect((await cli("--service", elsewhere.name)).out).toMatch(/changed, but other people answered[^\n]*with the channels held still -100 %/u);
  expect((await cli("--agency", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
});
