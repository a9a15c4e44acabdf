import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { statementsOf } from "../support/count-statements";
import { everyField } from "../support/every-field";
import { fine, givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, transaction } from "../support/transaction-fixture";

const BENCHMARK = `query ($filter: ReportFilter!, $of: BenchmarkOf, $measure: Measure, $mix: CaseMix, $rows: Int) { benchmark(filter: $filter, of: $of, measure: $measure, mix: $mix, rows: $rows) ${everyField("BenchmarkResult")} }`;
const PERIOD = { from: "2026-03-01", to: "2026-05-01" };
const DAYS = ["2026-03-10", "2026-04-10"];

let app: TestApp;
let office: string;
const services: ServiceFixture[] = [];

/** The same scores in both months and both channels. */
const said = (service: ServiceFixture, instrument: string, scores: readonly number[], more: object = {}) =>
  DAYS.flatMap((day) => (["WEB", "SERVICE_CENTRE"] as const).flatMap((channel) => responses(service, instrument, 1, scores, { day, channel, ...more })));

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  for (let i = 0; i < 8; i += 1) services.push(await givenService(app));
  const [a, b, c, d, e, scale, few, successes] = services as [ServiceFixture, ServiceFixture, ServiceFixture, ServiceFixture, ServiceFixture, ServiceFixture, ServiceFixture, ServiceFixture];
  await counted(app, {
    transactions: Array.from({ length: 100 }, (_, i) => transaction(successes, { startedAt: at(i), endedAt: at(100 + i), outcome: i < 60 ? "GRANTED" : "REFUSED" })),
    responses: [
      ...[a, b, c, d, e].flatMap((service, i) => said(service, "CES5_EASE", [30 - 5 * i, 0, 0, 0, 10 + 5 * i])),
      ...said(scale, "CES7", [0, 0, 0, 0, 0, 20, 20]),
      ...said(few, "CES5_EASE", [0, 0, 0, 0, 10]),
      ...said(successes, "CES5_EASE", [0, 0, 0, 0, 40]),
    ],
  });
  await app.house.tallies.release.release(OPERATOR);
  fine(await app.house.catalogue.declareVolumes.declare(OPERATOR, few.name, [{ year: 2026, channel: "WEB", n: 36_500, source: "register" }]));
}, 60_000);
afterAll(() => app.close());

async function ask(variables: object = {}, key: string | undefined = office): Promise<any> {
  const { data, errors } = await app.send(key, BENCHMARK, { filter: { period: PERIOD }, ...variables });
  expect(errors).toBeUndefined();
  return data.benchmark;
}
const rowOf = (report: any, service: ServiceFixture | undefined): any => report.rows.find(({ agency }: any) => agency?.code === service?.agencyCode);

test("the office sees all, who may be compared, and why not the others", async () => {
  const report = await ask();
  expect(report).toMatchObject({
    of: "AGENCIES", mix: "CHANNEL", agencies: null,
    question: { instrument: "CES5_EASE", version: 1, mode: "WEB", moment: "AFTER_OUTCOME", formula: "PROCESS_EASE_1_5_SHARE_4_5", direction: "HIGH_IS_EASY", denominator: "RATED", collector: "YUSR" },
    standard: [{ share: 0.5 }, { share: 0.5 }],
    withheld: [],
    funnel: { centre: { value: 0.5, method: "DIRECT_STANDARDISED" } },
  });
  expect(report.rows).toHaveLength(8);
  expect(services.map((service) => rowOf(report, service).whyNot)).toEqual([[], [], [], [], [], ["DIFFERENT_ITEM"], ["FEW_ANSWERS", "LOW_COVERAGE"], ["SUCCESSES_ONLY"]]);
  expect(rowOf(report, services[6]).coverage).toMatchObject({ value: 0, reasons: ["YEAR_SPREAD", "NO_INTERVAL"] });
  expect(rowOf(report, services[0]).coverage).toMatchObject({ value: null, reasons: ["NOT_DECLARED"] });
  expect(report.excluded).toContainEqual({ reason: "SUCCESSES_ONLY", units: 1 });
  const best = rowOf(report, services[4]);
  expect(best).toMatchObject({ crude: { value: 0.75, n: 160, method: "WILSON" }, standardised: { value: 0.75 }, funnel: { place: "WITHIN" }, strata: [{ value: "SERVICE_CENTRE" }, { value: "WEB", share: { value: 0.75, n: 80 } }] });
  expect(best.funnel.shrunk).toMatchObject({ method: "EMPIRICAL_BAYES" });
  expect(best.funnel.expectedRank.value).toBeLessThan(1.5);
});

test("by service, by segment, by satisfaction, and of a period without answers", async () => {
  const byService = await ask({ of: "SERVICES" });
  expect(byService.rows.map(({ service }: any) => service.code)).toEqual(expect.arrayContaining(services.map(({ code }) => code)));
  expect(await ask({ mix: "SEGMENT" })).toMatchObject({ mix: "SEGMENT", standard: [{ value: null, share: 1 }] });
  expect(await ask({ measure: "CSAT" })).toMatchObject({ question: null, funnel: null, withheld: ["NOTHING_TO_COMPARE"] });
  expect(await ask({ filter: { period: { from: "2025-03-01", to: "2025-05-01" } } })).toMatchObject({ question: null });
});

test("months are compared once they may be told by channel", async () => {
  const all = await ask();
  const { told, period, ...longer } = await ask({ filter: { period: { from: "2026-03-01", to: "2026-08-01" } } });
  expect([told, period]).toEqual([{ from: "2026-03-01", to: "2026-06-01" }, { from: "2026-03-01", to: "2026-08-01" }]);
  expect([all.told, longer.funnel, longer.standard]).toEqual([PERIOD, all.funnel, all.standard]);
  expect(await ask({ filter: { period: { from: "2026-06-01", to: "2026-07-01" } } })).toMatchObject({ told: null, question: null, rows: [], withheld: ["NOTHING_TO_COMPARE"] });
});

test("an owner sees the own by name beside others without; naming another's is as if it did not exist", async () => {
  const [own, other] = services as [ServiceFixture, ServiceFixture];
  const owner = await app.key({ role: "owner", agencyId: own.agencyId, serviceIds: undefined });
  const report = await ask({}, owner);
  expect(report.rows.map((row: any) => [row.own, row.agency?.code ?? null])).toEqual([[true, own.agencyCode], ...[1, 2, 3, 4].map(() => [false, null])]);
  const json = JSON.stringify(report);
  for (const { code, agencyCode } of services.slice(1)) expect([json.includes(code), json.includes(agencyCode)]).toEqual([false, false]);
  expect(report.funnel).toEqual((await ask()).funnel);
  expect(await ask({ filter: { period: PERIOD, agencies: [other.agencyCode] } }, owner)).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND", path: ["agencies", "0"] });
  expect(await ask({ filter: { period: PERIOD, services: [other.name] } }, owner)).toMatchObject({ code: "NOT_FOUND", path: ["services", "0"] });
  expect(await ask({ filter: { period: PERIOD, services: [own.name] }, of: "SERVICES" }, owner)).toMatchObject({ withheld: ["FEW_AGENCIES"], funnel: null, rows: [{ own: true }] });
});

test("nobody and a portal get nothing; what cannot be asked is refused with its code", async () => {
  const code = async (key: string | undefined) => (await app.send(key, BENCHMARK, { filter: { period: PERIOD } })).errors[0].extensions.code;
  expect(await code(undefined)).toBe("UNAUTHENTICATED");
  expect(await code(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  expect(await ask({ filter: { period: { from: "2026-03-10", to: "2026-05-01" } } })).toMatchObject({ code: "NOT_WHOLE_MONTHS", path: ["period", "from"] });
  expect(await ask({ filter: { period: PERIOD, channels: ["WEB"] } })).toMatchObject({ code: "FILTER_NOT_AVAILABLE", path: ["channels"] });
  expect(await ask({ measure: "STEP_EASE" })).toMatchObject({ code: "MEASURE_NOT_AVAILABLE", path: ["measure"] });
  expect((await app.send(office, BENCHMARK, { filter: { period: PERIOD }, rows: 501 })).errors[0].extensions.code).toBe("BAD_USER_INPUT");
  expect(await ask({ rows: 3 })).toMatchObject({ rowCount: 8, rows: [{}, {}, {}] });
  expect(await ask({ filter: { period: PERIOD, agencies: ["NO-SUCH"] } })).toMatchObject({ code: "NOT_FOUND" });
});

test("a benchmark of many services costs as many statements as of one", async () => {
  const few = await statementsOf(app.house.dataSource, () => ask({ filter: { period: PERIOD, services: [services[0]?.name] } }));
  const all = await statementsOf(app.house.dataSource, () => ask({ filter: { period: PERIOD, services: services.map(({ name }) => name) } }));
  expect(all.length).toBe(few.length);
});

test("the same digits through every door", async () => {
  await givenAgency(app);
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "benchmark", "--from", PERIOD.from, "--to", PERIOD.to, ...args);
  const { __typename, freshness, ...fromApi } = await ask();
  expect(__typename).toBe("Benchmark");
  const { freshness: later, ...fromCli } = JSON.parse((await cli("--json")).out);
  expect(Object.keys(later)).toEqual(Object.keys(freshness));
  expect(fromCli).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  for (const row of fromApi.rows) {
    const line = rows.find(({ agency, figure }) => agency === row.agency.code && figure === "standardised");
    expect([line?.["value"], line?.["low"], line?.["place"], line?.["whyNot"]]).toEqual([String(row.standardised.value ?? ""), String(row.standardised.low ?? ""), row.funnel?.place ?? "", row.whyNot.join(" ")]);
  }
  const text = (await cli()).out;
  expect(text).toMatch(/AGENCIES by CES: CES5_EASE v1 WEB AFTER_OUTCOME/u);
  expect(text).toMatch(/not compared: SUCCESSES_ONLY/u);
  expect((await cli("--agency", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
});
