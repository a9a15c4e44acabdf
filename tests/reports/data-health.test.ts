import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { statementsOf } from "../support/count-statements";
import { everyField } from "../support/every-field";
import { fine, givenAgency, givenPortal, givenService, type PortalFixture, type ServiceFixture } from "../support/fixtures";
import { counted, invitations, twenty } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";

const HEALTH = `query ($filter: ReportFilter!, $first: Int) { dataHealth(filter: $filter, first: $first) ${everyField("DataHealthResult")} }`;
const MARCH = { from: "2026-03-01", to: "2026-04-01" };

let app: TestApp;
let office: string;
let service: ServiceFixture;
let silent: ServiceFixture;
let portal: PortalFixture;

/** Portals report what they delivered, and the survey page what was opened: by states of their own. */
const asked = (state: string, outcome: "GRANTED" | "REFUSED", n: number) => invitations(service, state as never, n).map((one) => ({ ...one, outcome }));

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-03-20T08:00:00Z") });
  office = await app.key({ role: "office" });
  const agency = await givenAgency(app);
  service = await givenService(app, { agency, steps: [{ code: "APPLY", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] });
  silent = await givenService(app, { agency });
  portal = await givenPortal(app, { agency, services: [service, silent], signals: ["ERROR", "HELP"] });
  await givenPortal(app, { agency, services: [silent] });
  fine(await app.house.catalogue.declareVolumes.declare(OPERATOR, service.name, [{ year: 2025, channel: "WEB", n: 730, source: "register" }]));
  await counted(app, {
    transactions: [...twenty(service), transaction(service, { passages: [passage("UNMAPPED", at(0), null)] })],
    invitations: [
      ...asked("INVITED", "GRANTED", 60), ...asked("DELIVERED", "GRANTED", 50), ...asked("OPENED", "GRANTED", 40), ...asked("ANSWERED", "GRANTED", 30),
      ...asked("INVITED", "REFUSED", 40), ...asked("DELIVERED", "REFUSED", 10), ...asked("ANSWERED", "REFUSED", 10),
      ...asked("ANSWERED_AGENCY", "GRANTED", 10),
    ],
  });
});
afterAll(() => app.close());

async function health(filter: object = {}, { key = office, first = 50 }: { key?: string | undefined; first?: number } = {}) {
  const { data, errors } = await app.send(key, HEALTH, { filter: { period: MARCH, agencies: [service.agencyCode], ...filter }, first });
  expect(errors).toBeUndefined();
  return data.dataHealth;
}
const rowOf = (answer: any, { code }: ServiceFixture) => answer.services.find((row: any) => row.service.code === code);

test("what is recorded of what is declared, where steps are unmapped, and how far links got by outcome", async () => {
  const row = rowOf(await health(), service);
  expect(row).toMatchObject({ lastEvent: expect.stringMatching(/^2026-03-/u), portals: 1, undeclaredSignals: ["RETRY", "CHANNEL_SWITCH"] });
  // 730 a year are 62 in March's 31 days.
  expect(row.recorded.value).toBe(21);
  expect(row.declared).toMatchObject({ value: 62, reasons: ["YEAR_SPREAD", "NO_INTERVAL"] });
  expect(row.coverage).toMatchObject({ unit: "RATIO", value: 21 / 62 });
  expect(row.unmapped).toMatchObject({ value: 1 / row.passages.value, n: row.passages.value });
  expect(row.links).toMatchObject({ invited: { value: 100 }, delivered: { value: 0.6 }, opened: { value: 0.4 }, answered: { value: 0.4, n: 100 } });
  expect(row.linksByOutcome).toMatchObject([
    { outcome: "GRANTED", delivered: { value: 50 / 60 }, answered: { value: 0.5 } },
    { outcome: "REFUSED", delivered: { value: 0.25 }, opened: { value: 0 }, answered: { value: 0.25 } },
  ]);
  expect(row.ownForm).toMatchObject({ value: 0.2, n: 50 });
});

test("a portal is as silent as all it may report; a service nobody reports has nothing, not zero", async () => {
  const answer = await health();
  expect(answer.portals).toHaveLength(2);
  expect(answer.portals.find(({ code }: any) => code === portal.code)).toMatchObject({ services: 2, sharedServices: 1, lastEvent: expect.any(String), silentDays: expect.any(Number) });
  const other = answer.portals.find(({ code }: any) => code !== portal.code);
  expect(other).toMatchObject({ services: 1, sharedServices: 1, lastEvent: null, silentDays: null });
  expect(rowOf(answer, silent)).toMatchObject({
    lastEvent: null, silentDays: null, recorded: { value: 0 }, declared: { value: null, reasons: ["NOT_DECLARED"] }, coverage: { value: null, reasons: ["NOT_DECLARED"] },
    unmapped: { value: null, reasons: ["NO_DATA"] }, links: { answered: { value: null, reasons: ["NOT_ASKED"] } }, linksByOutcome: [], ownForm: { value: null, reasons: ["NO_DATA"] },
  });
});

test("answers told in whole months only", async () => {
  const row = rowOf(await health({ period: { from: "2026-03-02", to: "2026-04-01" } }), service);
  expect(row.links.answered).toMatchObject({ value: null, n: null, reasons: ["MONTHS_LEFT_OUT"] });
});

test.each([
  [{ channels: ["WEB"] }, "FILTER_NOT_AVAILABLE", ["channels"]],
  [{ outcomes: ["GRANTED"] }, "FILTER_NOT_AVAILABLE", ["outcomes"]],
  [{ moments: ["AFTER_OUTCOME", "AFTER_GIVING_UP"] }, "DIFFERENT_MOMENT", ["moments"]],
  [{ period: { from: "2026-04-01", to: "2026-03-01" } }, "EMPTY_PERIOD", ["period", "to"]],
  [{ period: { from: "2024-01-01", to: "2026-03-01" } }, "PERIOD_TOO_FINE", ["period", "from"]],
  [{ services: ["NO-SUCH"] }, "NOT_FOUND", ["services", "0"]],
])("%j is refused: %s", async (filter, code, path) => {
  expect(await health(filter)).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's agency looks as if it did not exist", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, HEALTH, { filter: { period: MARCH } })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: portal.id }))).toBe("FORBIDDEN");
  const owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: [service.id] });
  expect((await health({}, { key: owner })).services.map((row: any) => row.service.code)).toEqual([service.code]);
  const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await health({}, { key: other })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND" });
});

test("many services cost as many statements as one; the first are listed", async () => {
  const ask = (first: number) => statementsOf(app.house.dataSource, () => health({}, { first }));
  expect((await ask(50)).length).toBe((await ask(1)).length);
  expect(await health({}, { first: 1 })).toMatchObject({ totalServices: 2, services: [{ service: { code: service.code } }] });
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "health", "--agency", service.agencyCode, "--from", MARCH.from, "--to", MARCH.to, ...args);
  const { __typename, ...fromApi } = await health();
  expect(JSON.parse((await cli("--json")).out)).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  expect(rows.filter((row) => row["level"] === "OUTCOME" && row["figure"] === "answered").map((row) => [row["service"], row["outcome"], row["value"], row["n"]])).toEqual([[service.code, "GRANTED", "0.5", "60"], [service.code, "REFUSED", "0.25", "40"]]);
  expect(rows.find((row) => row["service"] === service.code && row["figure"] === "coverage")?.["value"]).toBe(String(rowOf(fromApi, service).coverage.value));
  expect(rows.find((row) => row["portal"] === portal.code && row["figure"] === "sharedServices")?.["value"]).toBe("1");
  expect((await cli()).out).toMatch(/REFUSED: answered +25 % \[14–40\]/u);
  expect((await cli("--first", "1")).err).toContain("1 of 2 services");
  expect((await cli("--service", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
});
