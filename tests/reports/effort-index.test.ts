import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { effortIndex } from "../../src/reports/domain/effort-index/effort-index";
import { stepEvidence } from "../../src/reports/domain/effort-index/step-evidence";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { FIRST_POLICY } from "../support/effort-policy";
import { everyField } from "../support/every-field";
import { givenAgency, givenPortal, givenService, type PortalFixture, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";

const MARCH = { from: "2026-03-01", to: "2026-04-01" };
const FIELDS = everyField("EffortReport", ["EffortReport.services"]);
const RANKING = `query ($filter: ReportFilter!, $orderBy: StepOrder!, $profile: EffortProfile, $first: Int!) { effortReport(filter: $filter) { __typename ... on Refusal { code path } ... on EffortReport ${FIELDS
  .replace(" steps {", " steps(orderBy: $orderBy, profile: $profile, first: $first) {")
  .replace(" ranking {", " ranking(orderBy: $orderBy, profile: $profile) {")} } }`;
const PAGE = `query ($filter: ReportFilter!) { effortReport(filter: $filter) { ... on EffortReport { services { edges { node ${everyField("ServiceEffort")} } } } } }`;

let app: TestApp;
let office: string;
/** Every signal declared; FORM is hard in every way, CARD is not. */
let full: ServiceFixture;
/** A history and a survey: SURVEY takes far too long, and people do not mind. */
let slow: ServiceFixture;
/** Nobody is asked. */
let silent: ServiceFixture;
let portal: PortalFixture;

type Ends = Partial<Record<"granted" | "slow" | "givenUp", number>>;

/** Transactions of one step of an hour's standard: within it, far beyond it, or given up in it; measured where `signals` say. */
function of(service: ServiceFixture, step: string, { granted = 0, slow: late = 0, givenUp = 0 }: Ends, signals: object = {}) {
  const many = (n: number, make: () => ReturnType<typeof transaction>) => Array.from({ length: n }, make);
  return [
    ...many(granted, () => transaction(service, { outcome: "GRANTED", endedAt: at(40), passages: [passage(step, at(0), at(40), signals)] })),
    ...many(late, () => transaction(service, { outcome: "GRANTED", endedAt: at(600), passages: [passage(step, at(0), at(600), signals)] })),
    ...many(givenUp, () => transaction(service, { outcome: "ABANDONED", endedAt: at(30_000), passages: [passage(step, at(0), null, signals)] })),
  ];
}

beforeAll(async () => {
  const now = new Date("2026-05-01T06:00:00Z");
  app = await startTestApp({ clock: () => now });
  office = await app.key({ role: "office" });
  const hour = { expectedTime: { seconds: 3_600, source: "PUBLISHED" } } as const;
  const agency = await givenAgency(app);
  full = await givenService(app, { agency, steps: [{ code: "FORM", kind: "FILL_IN", ...hour }, { code: "CARD", kind: "PAY", ...hour }] });
  slow = await givenService(app, { agency, steps: [{ code: "SURVEY", kind: "INSPECTION", ...hour }, { code: "FEE", kind: "PAY", ...hour }, { code: "OWN", kind: "FILL_IN", expectedTime: { seconds: 60, source: "OWNER" } }] });
  silent = await givenService(app, { steps: [{ code: "CHECK", kind: "REVIEW", ...hour }] });
  portal = await givenPortal(app, { agency, services: [full], signals: ["ERROR", "RETRY", "HELP", "CHANNEL_SWITCH"] });
  const rough = { errors: 1, retries: 1, helpRequests: 1, channelSwitched: true };
  const smooth = { errors: 0, retries: 0, helpRequests: 0, channelSwitched: false };
  await counted(app, {
    transactions: [
      ...of(full, "FORM", { granted: 100 }, smooth), ...of(full, "FORM", { slow: 60, givenUp: 40 }, rough), ...of(full, "CARD", { granted: 150 }, smooth),
      ...of(slow, "SURVEY", { granted: 10, slow: 190 }), ...of(slow, "FEE", { granted: 200 }), ...of(slow, "OWN", { slow: 50 }),
      ...of(silent, "CHECK", { granted: 50, slow: 50 }),
    ],
    responses: [
      ...responses(full, "STEP_EASE5", 1, [40, 30, 20, 5, 5], { stepCode: "FORM" }),
      ...responses(full, "STEP_EASE5", 1, [0, 0, 5, 25, 70], { stepCode: "CARD" }),
      ...responses(slow, "STEP_EASE5", 1, [0, 5, 15, 40, 40], { stepCode: "SURVEY" }),
      ...responses(slow, "STEP_EASE5", 1, [0, 0, 2, 18, 80], { stepCode: "FEE" }),
      ...responses(slow, "STEP_EASE5", 1, [10, 10, 10, 5, 5], { stepCode: "OWN" }),
    ],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

async function ranking(orderBy: string, more: { filter?: object; key?: string; first?: number; profile?: string } = {}) {
  const { filter = {}, key = office, first = 50, profile = null } = more;
  const { data, errors } = await app.send(key, RANKING, { filter: { period: MARCH, ...filter }, orderBy, profile, first });
  expect(errors).toBeUndefined();
  return data.effortReport;
}
async function page(service: ServiceFixture, filter: object = {}) {
  const { data, errors } = await app.send(office, PAGE, { filter: { period: MARCH, services: [service.name], ...filter } });
  expect(errors).toBeUndefined();
  const { node } = data.effortReport.services.edges[0];
  const found = (list: any[], code: string): any => list.find((one) => one.code === code)?.index;
  return { step: (code: string) => found(node.steps, code), stage: (code: string) => found(node.stages, code) };
}

test("each step in the richest profile that is declared for it, as worked out from its counts", async () => {
  const [one, two, three] = [await page(full), await page(slow), await page(silent)];
  expect([one.step("FORM"), two.step("SURVEY"), two.step("OWN"), three.step("CHECK")].map(({ profile, estimate, coverage }) => [profile, estimate.method, coverage])).toEqual([
    ["FULL", "SEI_FULL", expect.closeTo(0.8, 9)], ["STATUS", "SEI_STATUS", 1], ["FELT", "SEI_FELT", 1], ["LOG", "LOG_FRICTION", 1],
  ]);
  const none = { withError: 0, errorKnown: 0, withRetry: 0, retryKnown: 0, withHelp: 0, helpKnown: 0, withChannelSwitch: 0, channelSwitchKnown: 0 };
  const counts = { reached: 200, proceeded: 200, abandoned: 0, returnedForCompletion: 0, passages: 200, overTime: 190, overTimeKnown: 200, ...none };
  const answers = [{ instrumentCode: "STEP_EASE5", instrumentVersion: 1, mode: "WEB" as const, n: 100, sum: 415 }];
  const byHand = effortIndex(stepEvidence({ counts, answers, measured: new Set(), timed: true }), FIRST_POLICY, currentThresholds(10));
  expect(two.step("SURVEY")).toEqual(JSON.parse(JSON.stringify(byHand)));
});

test("the hard step is confirmed; the slow one is flagged, felt lighter than it behaves, and not called hard", async () => {
  const form = (await page(full)).step("FORM");
  expect(form).toMatchObject({ verdict: "CONFIRMED", grade: "A", policyVersion: 1 });
  expect(form.redFlags.map(({ signal }: any) => signal)).toEqual(["HELP", "CHANNEL_SWITCH", "ERROR", "RETRY"]);
  const survey = (await page(slow)).step("SURVEY");
  expect(survey.redFlags).toMatchObject([{ signal: "OVER_TIME", share: { value: 0.95 }, goalpost: 0.5 }]);
  expect(survey.verdict).not.toBe("CONFIRMED");
  expect(survey.gap).toMatchObject({ label: "HIDDEN_EFFORT" });
  expect((await page(full)).step("CARD")).toMatchObject({ redFlags: [], gap: { label: null } });
});

test("a stage is judged as one step: as hard as its hardest, whatever stands beside it", async () => {
  const { stage, step } = await page(full);
  expect(stage("MAIN")).toMatchObject({ profile: "FULL", verdict: "CONFIRMED" });
  expect(stage("MAIN").signals[0].share.value).toBe(step("FORM").signals[0].share.value);
});

test("by the lower limit inside the profile that most steps have; the others say why not", async () => {
  const answer = await ranking("INDEX");
  expect(answer.ranking).toMatchObject({ profile: "FULL", ranked: 2, reading: { instrument: "STEP_EASE5" }, unranked: [{ reason: "OTHER_PROFILE", steps: 4 }] });
  expect(answer.steps.map((row: any) => [row.rank, row.step.code, row.bound === row.index.estimate.low])).toEqual([[1, "FORM", true], [2, "CARD", true]]);
  expect(answer.steps[0].index).toEqual((await page(full)).step("FORM"));
  const status = await ranking("INDEX", { profile: "STATUS" });
  expect(status.steps.map((row: any) => [row.service.code, row.step.code])).toEqual([[slow.code, "SURVEY"], [slow.code, "FEE"]]);
  expect((await ranking("INDEX", { profile: "LOG" })).steps.map((row: any) => row.step.code)).toEqual(["CHECK"]);
  expect((await ranking("INDEX", { profile: "LOG", filter: { stepKinds: ["PAY"] } })).ranking).toMatchObject({ ranked: 0 });
});

test("the easiest first, and beside a step the best confirmed of its kind elsewhere", async () => {
  const answer = await ranking("EASIEST", { profile: "STATUS" });
  expect(answer.steps.map((row: any) => [row.step.code, row.bound === row.index.estimate.high])).toEqual([["FEE", true], ["SURVEY", true]]);
  // FEE and CARD are of one kind, but of two profiles: nothing is compared across them.
  expect(answer.steps[0].place).toMatchObject({ bestOfKind: null, staysInTop: 1 });
});

test("by channel nobody's answers are told: what is left is the log's friction, and the other profiles are refused", async () => {
  expect((await page(full, { channels: ["WEB"] })).step("FORM")).toMatchObject({ profile: "LOG", estimate: { method: "LOG_FRICTION" } });
  expect((await ranking("INDEX", { filter: { channels: ["WEB"] } })).ranking).toMatchObject({ profile: "LOG", ranked: 5, reading: null });
  expect(await ranking("INDEX", { profile: "FULL", filter: { channels: ["WEB"] } })).toEqual({ __typename: "Refusal", code: "FILTER_NOT_AVAILABLE", path: ["channels"] });
});

test("a signal that was declared within the year keeps its profile; after a year without, the step is known by less", async () => {
  const period = (from: string, to: string) => ({ period: { from, to } });
  const before = (await page(full)).step("FORM");
  await app.house.catalogue.endSignal.end(OPERATOR, { portal: portal.code, service: full.name, signal: "HELP", on: "2026-02-01" });
  expect((await page(full)).step("FORM")).toEqual(before);
  await counted(app, { transactions: of(full, "FORM", { granted: 30 }).map((one) => ({ ...one, passages: one.passages.map((step) => ({ ...step, enteredAt: at(0, "2026-04-10"), leftAt: at(40, "2026-04-10") })) })), responses: responses(full, "STEP_EASE5", 1, [10, 5, 5, 5, 5], { stepCode: "FORM", day: "2026-04-10" }) });
  await app.house.tallies.release.release(OPERATOR);
  const april = (await page(full, period("2026-04-01", "2026-05-01"))).step("FORM");
  expect(april).toMatchObject({ profile: "FULL", grade: "B" });
  expect(april.signals.find(({ signal }: any) => signal === "HELP")).toMatchObject({ burden: null, contribution: null, share: { value: null, reasons: ["NOT_MEASURED"] } });
});

describe("who may ask", () => {
  test("nobody and a portal get nothing, an owner the own services", async () => {
    const ask = (key: string | undefined) => app.send(key, RANKING, { filter: { period: MARCH }, orderBy: "INDEX", profile: null, first: 50 });
    expect((await ask(undefined)).errors[0].extensions.code).toBe("UNAUTHENTICATED");
    expect((await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).errors[0].extensions.code).toBe("FORBIDDEN");
    const owner = await app.key({ role: "owner", agencyId: silent.agencyId, serviceIds: undefined });
    const own = await ranking("INDEX", { key: owner });
    expect([own.ranking.profile, own.steps.map((row: any) => row.step.code)]).toEqual(["LOG", ["CHECK"]]);
    expect(await ranking("INDEX", { key: owner, filter: { services: [full.name] } })).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the same digits through every door", () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "steps", "--order", "INDEX", "--from", MARCH.from, "--to", MARCH.to, ...args);

  test("--json is the API's answer, --csv and the table say the same", async () => {
    const { __typename: _, ...fromApi } = await ranking("INDEX");
    expect(JSON.parse((await cli("--json")).out)).toEqual(fromApi);
    const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
    expect(rows.map((row) => [row["rank"], row["step"], Number(row["value"]), Number(row["low"]), row["verdict"], Number(row["points.DIFFICULTY"]), row["redFlags"]])).toEqual(
      fromApi.steps.map((row: any) => [String(row.rank), row.step.code, row.index.estimate.value, row.index.estimate.low, row.index.verdict, row.index.signals[0].contribution, row.index.redFlags.map(({ signal }: any) => signal).join(" ")]),
    );
    const { out } = await cli();
    expect(out).toMatch(/by INDEX in the profile FULL, the worst first/u);
    expect(out).toMatch(/1\. FORM[^]*index, 0 easy – 100 hard +\d+\.\d \[\d+\.\d–\d+\.\d\][^]*confirmed hard \(FULL, grade A, 20\.0 points of the interval not measured\): felt difficulty [^]*broken, whatever the index: asked for help 50 %/u);
    expect((await cli("--profile", "LOG")).out).toContain("friction in the log, not effort");
  });
});
