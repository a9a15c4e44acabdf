import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { type AgencyFixture, givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";

const PAGE = `query ($filter: ReportFilter!, $window: ReportWindow!) { effortReport(filter: $filter, window: $window, first: 10) { __typename ... on Refusal { code path } ... on EffortReport { services { edges { node ${everyField("ServiceEffort")} } } } } }`;
const MARCH = { from: "2026-03-01", to: "2026-04-01" };

let app: TestApp;
let office: string;
let agency: AgencyFixture;
/** Enough in March; enough in the quarter; some in the year; next to none. */
let month: ServiceFixture;
let quarter: ServiceFixture;
let year: ServiceFixture;
let tiny: ServiceFixture;

beforeAll(async () => {
  const now = new Date("2026-04-20T06:00:00Z");
  app = await startTestApp({ clock: () => now });
  office = await app.key({ role: "office" });
  agency = await givenAgency(app);
  const steps = [{ code: "FILL", kind: "FILL_IN", expectedTime: { seconds: 3_600, source: "PUBLISHED" } }] as const;
  [month, quarter, year, tiny] = [await givenService(app, { agency, steps }), await givenService(app, { agency, steps }), await givenService(app, { agency, steps }), await givenService(app, { agency, steps })];
  const said = (service: ServiceFixture, n: number, day: string) => responses(service, "STEP_EASE5", 1, [0, n, 0, 0, 0], { stepCode: "FILL", day });
  const done = (service: ServiceFixture, n: number) => Array.from({ length: n }, () => transaction(service, { outcome: "GRANTED", endedAt: at(40), passages: [passage("FILL", at(0), at(40))] }));
  await counted(app, {
    transactions: [...done(month, 40), ...done(quarter, 40), ...done(year, 40), ...done(tiny, 12)],
    responses: [...said(month, 30, "2026-03-10"), ...said(quarter, 20, "2026-03-10"), ...said(quarter, 20, "2026-01-10"), ...said(year, 20, "2025-08-10"), ...said(tiny, 7, "2026-03-10")],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

async function ask(filter: object = {}, { window = "AUTO", key = office }: { window?: string; key?: string | undefined } = {}) {
  const { data, errors } = await app.send(key, PAGE, { filter: { period: MARCH, agencies: [agency.code], ...filter }, window });
  expect(errors).toBeUndefined();
  return data.effortReport;
}
async function of(service: ServiceFixture, more: { window?: string; key?: string } = {}) {
  return (await ask({ services: [service.name] }, more)).services.edges[0].node;
}
const indexOf = (service: any) => service.steps.find(({ code }: any) => code === "FILL").index;

test("each service over the shortest window that reaches thirty answers, flagged where it is wider", async () => {
  const told = await Promise.all([month, quarter, year, tiny].map((service) => of(service)));
  expect(told.map(({ window }) => [window.length, window.period.from, window.period.to, window.widened, window.answers])).toEqual([
    ["MONTH", "2026-03-01", "2026-04-01", false, "ENOUGH"],
    ["QUARTER", "2026-01-01", "2026-04-01", true, "ENOUGH"],
    ["YEAR", "2025-04-01", "2026-04-01", true, "FEW"],
    ["YEAR", "2025-04-01", "2026-04-01", true, "TOO_FEW"],
  ]);
  expect(told.map((service) => [indexOf(service).estimate.method, indexOf(service).estimate.n, indexOf(service).estimate.reasons])).toEqual([
    ["SEI_STATUS", 30, []],
    ["SEI_STATUS", 40, ["WIDENED_WINDOW"]],
    ["SEI_STATUS", 20, ["WIDENED_WINDOW"]],
    ["LOG_FRICTION", 12, ["WIDENED_WINDOW"]],
  ]);
  expect((await ask()).services.edges.map(({ node }: any) => [node.service.code, node.window.length])).toEqual([month, quarter, year, tiny].map(({ code }, i) => [code, ["MONTH", "QUARTER", "YEAR", "YEAR"][i]]));
});

test("one too small to tell keeps its process figures and shows its family's stages, labelled, in which its own seven are not", async () => {
  const small = await of(tiny);
  expect([small.steps[0].reached?.value, small.transactions.value]).toEqual([12, 12]);
  expect(small.family).toMatchObject([{ code: "MAIN", kind: "FILL_IN", services: 4, index: { profile: "STATUS", estimate: { n: 90, reasons: ["POOLED_FAMILY", "WIDENED_WINDOW"] } } }]);
  for (const service of [month, quarter, year]) expect((await of(service)).family).toEqual([]);
  const owner = await app.key({ role: "owner", agencyId: agency.id, serviceIds: [tiny.id] });
  expect((await of(tiny, { key: owner })).family).toMatchObject([{ services: 1, index: { profile: "LOG" } }]);
});

test("as asked, nothing is widened; steps are never ranked over days of their own", async () => {
  const asked = await of(quarter, { window: "AS_ASKED" });
  expect([asked.window, asked.family, indexOf(asked).estimate.n]).toEqual([null, [], 20]);
  const { data } = await app.send(office, "query ($filter: ReportFilter!) { effortReport(filter: $filter, window: AUTO) { ... on Refusal { code path } ... on EffortReport { steps(orderBy: INDEX) { rank } } } }", { filter: { period: MARCH } });
  expect(data.effortReport).toEqual({ code: "FILTER_NOT_AVAILABLE", path: ["window"] });
  expect(await ask({ period: { from: "2023-03-05", to: "2023-03-20" } })).toMatchObject({ code: "PERIOD_TOO_FINE" });
});

test("nobody gets nothing, somebody else's looks as if it were not there", async () => {
  expect((await app.send(undefined, PAGE, { filter: { period: MARCH }, window: "AUTO" })).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await ask({ services: [tiny.name], agencies: undefined }, { key: other })).toMatchObject({ code: "NOT_FOUND" });
});

test("the command line says which days, and whose the pooled figures are", async () => {
  const { out } = await runCommand(app.house, [addReportCommand], "report", "effort", "--from", MARCH.from, "--to", MARCH.to, "--agency", agency.code, "--window", "AUTO");
  expect(out).toMatch(/over a quarter, 2026-01-01 up to 2026-04-01: enough answers/u);
  expect(out).toMatch(/too few answers to show, even in a year\n {2}of 4 services of the agency together, not of this one: MAIN \(FILL_IN\) \d/u);
});
