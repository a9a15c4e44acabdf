import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { statementsOf } from "../support/count-statements";
import { everyField } from "../support/every-field";
import { counted, invitations, responses, twenty } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { withoutCursors } from "../support/without-cursors";

const REPORT = `query ($filter: ReportFilter!, $first: Int, $after: String) { effortReport(filter: $filter, first: $first, after: $after) ${everyField("EffortReportResult", ["EffortReport.steps", "EffortReport.ranking"])} }`;
const MARCH = { from: "2026-03-01", to: "2026-04-01" };

let app: TestApp;
let office: string;
let service: ServiceFixture;
let empty: ServiceFixture;

beforeAll(async () => {
  // A clock that stands, so that the same report is as fresh through every door.
  const now = new Date();
  app = await startTestApp({ clock: () => now });
  office = await app.key({ role: "office" });
  service = await givenService(app, {
    steps: [
      { code: "APPLY", kind: "FILL_IN", automation: "AUTOMATED" },
      { code: "REVIEW", kind: "REVIEW" },
      { code: "PAY", kind: "PAY" },
      { code: "ASK", kind: "FIND_OUT", stageCode: "BEFORE_APPLYING" },
    ],
  });
  empty = await givenService(app);
  await counted(app, {
    transactions: twenty(service),
    responses: [
      ...responses(service, "CSAT5", 1, [5, 10, 25, 90, 70]),
      ...responses(service, "CES5_EASE", 1, [0, 0, 2, 5, 3]),
      ...responses(service, "NPS11", 0, [1, 1, 1, 1, 1, 1, 1, 1, 1]),
      ...responses(service, "STEP_EASE5", 1, [4, 3, 1, 1, 1], { stepCode: "APPLY" }),
      ...responses(service, "CES5_EASE", 1, [0, 0, 0, 0, 20], { collector: "AGENCY" }),
      ...responses(service, "CES5_EASE", 1, [0, 0, 0, 0, 30], { collector: "UNLINKED", channel: null, outcome: null }),
      ...responses(service, "CES5_EASE", 1, [0, 0, 0, 0, 40], { collector: "PANEL" }),
      ...responses(service, "CES5_EASE", 1, [10, 0, 0, 0, 0], { moment: "AFTER_GIVING_UP" }),
    ],
    invitations: [...invitations(service, "INVITED", 50), ...invitations(service, "ANSWERED", 20), ...invitations(service, "RECENTLY_ASKED", 7)],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

async function report(filter: object = {}, key: string | undefined = office, page: object = {}) {
  const { data, errors } = await app.send(key, REPORT, { filter: { period: MARCH, services: [service.name], ...filter }, ...page });
  expect(errors).toBeUndefined();
  return data.effortReport;
}

const theService = (answer: any) => answer.services.edges[0].node;
const step = (effort: any, code: string) => effort.steps.find((row: any) => row.code === code);
const minutes = (n: number) => n * 60;

test("figures of a known data set, worked out by hand", async () => {
  const effort = theService(await report());
  expect(effort.service).toMatchObject({ code: service.code, agencyCode: service.agencyCode });
  expect(effort.transactions.value).toBe(20);
  expect(effort.outcomes.map((row: any) => [row.outcome, row.transactions.value])).toEqual([["ABANDONED", 3], ["GRANTED", 12], ["IN_FLIGHT", 2], ["REFUSED", 2], ["WITHDRAWN", 1]]);
  // 14 decided, of 20 less 2 in flight less 1 withdrawn before any step of the government.
  expect(effort.completion).toMatchObject({ value: 14 / 17, n: 17, method: "WILSON", quality: "LOW_CONFIDENCE" });
  expect(effort.responseRate).toMatchObject({ value: 0.4, n: 50 });

  const apply = step(effort, "APPLY");
  expect([apply.reached.value, apply.passages.value, apply.extraPassages.value, apply.passagesPerTransaction.value]).toEqual([20, 22, 2, 1.1]);
  expect(apply.returned).toMatchObject({ value: 0.1, n: 20 });
  // Two are not measured: 4 of 18, not of 20.
  expect(apply.errors).toMatchObject({ value: 4 / 18, n: 18 });
  expect(apply.retries).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
  expect(apply.overTime).toMatchObject({ value: null, reasons: ["NO_EXPECTED_TIME"] });
  // The vector wilson-4-20.
  expect(apply.dropOff).toMatchObject({ value: 0.2, n: 20, low: expect.closeTo(0.0806576625798, 10), high: expect.closeTo(0.416017432252, 10) });
  expect(apply.serviceTime.median).toMatchObject({ unit: "SECONDS", n: 19, method: "ORDER_STATISTIC" });
  expect(Math.abs(apply.serviceTime.median.value / minutes(60) - 1)).toBeLessThan(0.01);
  // 16 × 60 min, 2 × 20 min, 10 min.
  expect(apply.serviceTime.total).toMatchObject({ value: minutes(1010), method: "SUM", n: 19 });
  expect(apply.waitingByTurn).toMatchObject([{ turn: "BENEFICIARY", total: { value: minutes(60), n: 2 } }]);

  const review = step(effort, "REVIEW");
  expect([review.reached.value, review.extraPassages.value]).toEqual([16, 2]);
  expect(review.dropOff).toMatchObject({ value: 0, n: 14, reasons: ["MANY_UNRESOLVED"] });
  expect(review.waitingByTurn).toMatchObject([{ turn: "AGENCY", total: { value: minutes(480), n: 18 } }]);
  expect(step(effort, "PAY").waiting).toMatchObject({ median: { value: 0, n: 14 }, p90: { value: 0 } });

  const main = effort.stages.find((stage: any) => stage.code === "MAIN");
  expect(main.reached).toMatchObject({ value: null, low: 20, high: 50, method: "BOUNDS", reasons: ["STEPS_OVERLAP"] });
  expect([main.passages.value, main.extraPassages.value, main.returned.value, main.abandoned.value]).toEqual([54, 4, 2, 4]);
  expect(main.waiting.value).toBe(minutes(540));
});

test("what people said: CSAT 80.0 % (73.9–85.0), mean 4.05 (3.918–4.182), as METHODS 1.2 prints it", async () => {
  const effort = theService(await report());
  expect(effort.csat).toHaveLength(1);
  const [csat] = effort.csat;
  expect(csat).toMatchObject({ instrument: "CSAT5", version: 1, moment: "AFTER_OUTCOME", mode: "WEB", favourable: [4, 5], net: null });
  expect(csat.share).toMatchObject({ value: 0.8, low: expect.closeTo(0.7391448134, 9), high: expect.closeTo(0.8495479907, 9), n: 200, quality: "FULL" });
  expect(csat.mean).toMatchObject({ value: 4.05, low: expect.closeTo(3.917569496, 7), high: expect.closeTo(4.182430504, 7) });
  // The agency's own twenty perfect scores, thirty of a code at a counter, forty of a panel, and those who gave up stay out.
  expect(effort.ces).toMatchObject([{ instrument: "CES5_EASE", share: { value: 0.8, n: 10, quality: "LOW_CONFIDENCE" }, mean: { value: 4.1 } }]);
  expect(effort.collectedByAgency).toMatchObject([{ instrument: "CES5_EASE", version: 1, answers: { value: 20 } }]);
  expect(effort.collectedUnlinked).toMatchObject([{ instrument: "CES5_EASE", version: 1, answers: { value: 30 } }]);
  expect(effort.collectedFromPanel).toMatchObject([{ instrument: "CES5_EASE", version: 1, answers: { value: 40 } }]);
  expect(step(effort, "APPLY").ease).toMatchObject([{ instrument: "STEP_EASE5", version: 1, share: { value: 0.2, n: 10 }, mean: { value: 2.2 } }]);
  expect(effort.stages.find((stage: any) => stage.code === "MAIN").ease).toMatchObject([{ share: { value: 0.2, n: 10 } }]);
});

test("nine answers are hidden, and so is how many they are", async () => {
  const [nps] = theService(await report()).nps;
  const hidden = { value: null, low: null, high: null, n: null, effectiveN: null, quality: "NONE", suppressed: true, reasons: ["SMALL_CELL"] };
  expect(nps).toMatchObject({ instrument: "NPS11", version: 1, share: hidden, mean: hidden, net: hidden });
});

test("another moment is another report", async () => {
  const answer = await report({ moments: ["AFTER_GIVING_UP"] });
  expect(answer.moment).toBe("AFTER_GIVING_UP");
  const effort = theService(answer);
  expect(effort.ces).toMatchObject([{ moment: "AFTER_GIVING_UP", share: { value: 0, n: 10 } }]);
  expect(effort.responseRate).toMatchObject({ value: null, reasons: ["NOT_ASKED"] });
  expect(effort.csat).toMatchObject([{ version: null, share: { value: null, reasons: ["NOT_ASKED"] } }]);
});

test("nothing known is null with a reason, never 0", async () => {
  const effort = theService(await report({ services: [empty.name] }));
  expect(effort.transactions.value).toBe(0);
  expect(effort).toMatchObject({ standardProcedure: true, completion: { value: null, reasons: ["NO_DATA"] }, wholeTime: { median: { value: null, reasons: ["NO_DATA"] } } });
  expect(effort.ces).toMatchObject([{ instrument: "CES5_EASE", share: { value: null, reasons: ["NOT_ASKED"] } }]);
  expect(step(effort, "FILL_IN")).toMatchObject({ reached: { value: null, reasons: ["NO_DATA"] }, dropOff: { value: null, reasons: ["NO_DATA"] } });
  // No portal looks before people apply: that nobody was seen there says nothing.
  const busy = theService(await report());
  expect(step(busy, "ASK")).toMatchObject({ reached: { value: null, reasons: ["NOT_MEASURED"] }, serviceTime: { median: { value: null, reasons: ["NOT_MEASURED"] } } });
  expect(busy.stages[0]).toMatchObject({ code: "BEFORE_APPLYING", reached: { value: null, reasons: ["NOT_MEASURED"] } });
});

test("filters: channels narrow the log and close the answers; kinds and automation choose steps", async () => {
  const app3 = theService(await report({ channels: ["MOBILE_APP"] }));
  expect([app3.transactions.value, step(app3, "APPLY").dropOff.value, step(app3, "REVIEW").reached.value]).toEqual([3, 1, 0]);
  expect(app3.responseRate).toMatchObject({ value: null, n: null, reasons: ["FILTER_NOT_AVAILABLE"] });
  expect(app3.ces).toMatchObject([{ share: { value: null, suppressed: false, reasons: ["FILTER_NOT_AVAILABLE"] } }]);
  expect(step(app3, "APPLY").ease).toMatchObject([{ share: { value: null, reasons: ["FILTER_NOT_AVAILABLE"] } }]);
  expect(app3.collectedByAgency).toEqual([]);
  expect(theService(await report({ channels: [] })).transactions.value).toBe(0);
  expect(theService(await report({ stepKinds: ["PAY"] })).steps.map((row: any) => row.code)).toEqual(["PAY"]);
  expect(theService(await report({ automation: ["AUTOMATED"] })).steps.map((row: any) => row.code)).toEqual(["APPLY"]);
});

test("the fold changes no figure", async () => {
  const before = await report();
  await app.house.tallies.fold.fold(OPERATOR);
  expect(await report()).toEqual(before);
});

describe("the same digits through every door", () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "effort", "--service", service.name, "--from", MARCH.from, "--to", MARCH.to, ...args);

  test("--json is the API's answer", async () => {
    const { __typename, ...fromApi } = await report({}, office, { first: 50 });
    expect(__typename).toBe("EffortReport");
    const { out, failed } = await cli("--json");
    expect(failed).toBeUndefined();
    expect(withoutCursors(JSON.parse(out))).toEqual(withoutCursors(fromApi));
  });

  test("--csv has one line for each estimate of the answer, with the same digits", async () => {
    const { out } = await cli("--csv");
    const rows: Record<string, string>[] = parse(out, { columns: true });
    const estimates = estimatesIn(await report());
    const digits = (estimate: any) => ["value", "low", "high", "n", "effectiveN"].map((name) => (estimate[name] === null ? "" : String(estimate[name]))).join(" ");
    expect(rows.map((row) => [row["value"], row["low"], row["high"], row["n"], row["effectiveN"]].join(" ")).sort()).toEqual(estimates.map(digits).sort());
    expect(rows.find((row) => row["figure"] === "csat.share")).toMatchObject({ service: service.code, level: "SERVICE", instrument: "CSAT5", version: "1", value: "0.8", n: "200", method: "WILSON", quality: "FULL", suppressed: "false" });
    expect(rows.find((row) => row["figure"] === "nps.net")).toMatchObject({ value: "", n: "", suppressed: "true", reasons: "SMALL_CELL" });
    expect(rows.find((row) => row["step"] === "REVIEW" && row["figure"] === "waitingByTurn.total")).toMatchObject({ turn: "AGENCY", value: "28800", unit: "SECONDS" });
  });

  test("the table says them rounded, with margins, n and marks, and leaves out what nobody knows", async () => {
    const { out } = await cli();
    expect(out).toMatch(/satisfied \(CSAT5 v1 WEB\) +80\.0 % \[73\.9–85\.0\] +n=200 +●●●/u);
    expect(out).toMatch(/would recommend, net \(NPS11 v1 WEB\) +– hidden, too few/u);
    expect(out).toMatch(/given up here +20 % \[8–42\] +n=20 +●○○/u);
    expect(out).toMatch(/waiting before it, median \(AGENCY\) +30 min \[30 min–30 min\] +n=18/u);
    expect(out).toMatch(/ASK Step ASK\n {2}reached by +– not measured\n\n/u);
    expect((await cli("--all")).out).toMatch(/serviceTime\.total +17 h +n=19 +●●●/u);
  });

  test("a refusal ends the command with its code", async () => {
    const { failed } = await runCommand(app.house, [addReportCommand], "report", "effort", "--service", "NO-SUCH", "--from", MARCH.from, "--to", MARCH.to);
    expect(failed).toMatchObject({ code: "NOT_FOUND" });
    expect((await cli("--first", "501")).failed).toMatchObject({ code: "BAD_USER_INPUT" });
  });
});

describe("who may ask, and what", () => {
  test.each([
    [{ period: { from: "2026-04-01", to: "2026-03-01" } }, "EMPTY_PERIOD", ["period", "to"]],
    [{ languages: ["ar"] }, "FILTER_NOT_AVAILABLE", ["languages"]],
    [{ touchpoints: [] }, "FILTER_NOT_AVAILABLE", ["touchpoints"]],
    [{ governorates: ["Muscat"] }, "FILTER_NOT_AVAILABLE", ["governorates"]],
    [{ outcomes: ["GRANTED"] }, "FILTER_NOT_AVAILABLE", ["outcomes"]],
    [{ moments: ["AFTER_OUTCOME", "AFTER_OWN_PART"] }, "DIFFERENT_MOMENT", ["moments"]],
    [{ services: ["NO-SUCH"] }, "NOT_FOUND", ["services", "0"]],
    [{ services: ["a\0b"] }, "TEXT_INVALID", ["services", "0"]],
    [{ agencies: ["NO-SUCH"], services: null }, "NOT_FOUND", ["agencies", "0"]],
    [{ segments: [" "] }, "TEXT_EMPTY", ["segments", "0"]],
  ])("%j is refused: %s", async (filter, code, path) => {
    expect(await report(filter)).toMatchObject({ __typename: "Refusal", code, path });
  });

  test("a day that does not exist, and more rows than a page holds, are bad input", async () => {
    const day = await app.send(office, REPORT, { filter: { period: { from: "2026-02-30", to: "2026-03-01" } } });
    expect([day.status, day.errors[0].extensions.code]).toEqual([400, "BAD_USER_INPUT"]);
    const page = await app.send(office, `query ($filter: ReportFilter!, $first: Int!) { effortReport(filter: $filter, first: $first) { __typename } }`, { filter: { period: MARCH }, first: 501 });
    expect([page.status, page.errors[0].extensions.code]).toEqual([400, "BAD_USER_INPUT"]);
  });

  test("nobody, and a portal, get nothing", async () => {
    const nobody = await app.send(undefined, REPORT, { filter: { period: MARCH } });
    expect([nobody.status, nobody.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    const portal = await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" });
    const denied = await app.send(portal, REPORT, { filter: { period: MARCH } });
    expect([denied.status, denied.errors[0].extensions.code]).toEqual([403, "FORBIDDEN"]);
  });

  test("an owner sees the own services; another's look as if they did not exist", async () => {
    const owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
    const own = await report({ services: null }, owner);
    expect(own.services.totalCount).toBe(1);
    expect(theService(own).service.code).toBe(service.code);
    const stranger = await app.key({ role: "owner", agencyId: empty.agencyId, serviceIds: undefined });
    const notYours = await report({}, stranger);
    expect(notYours).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND" });
    expect(notYours.message).toBe((await report({ services: ["NO-SUCH"] }, stranger)).message);
    expect(await report({ services: null, agencies: [service.agencyCode] }, stranger)).toMatchObject({ code: "NOT_FOUND", path: ["agencies", "0"] });
    const ofListed = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: [service.id] });
    expect((await report({ services: null, agencies: [service.agencyCode] }, ofListed)).services.totalCount).toBe(1);
  });

  test("a code that several agencies use must be written in full, except where only one of them is yours", async () => {
    const agency = await givenAgency(app);
    const twin = await givenService(app, { code: service.code, agency });
    const refused = await report({ services: [service.code] });
    expect(refused).toMatchObject({ code: "AMBIGUOUS_SERVICE", path: ["services", "0"] });
    expect(refused.message).toContain(twin.name);
    const owner = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
    expect(theService(await report({ services: [service.code] }, owner)).service.agencyCode).toBe(agency.code);
  });

  test("a page of many services costs as many statements as a page of one", async () => {
    const ask = (first: number) => statementsOf(app.house.dataSource, () => report({ services: null }, office, { first }));
    const [one, many] = [await ask(1), await ask(50)];
    expect(many.length).toBe(one.length);
    expect(many.length).toBeLessThan(18);
  });

  test("pages follow each other without a gap", async () => {
    const agency = await givenAgency(app);
    const codes = ["P1", "P2", "P3"];
    for (const code of codes) await givenService(app, { code, agency });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { services } = await report({ services: null, agencies: [agency.code] }, office, { first: 2, after });
      expect(services.totalCount).toBe(3);
      seen.push(...services.edges.map((edge: any) => edge.node.service.code));
      after = services.pageInfo.hasNextPage ? services.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(codes);
  });
});

function estimatesIn(value: any): any[] {
  if (Array.isArray(value)) return value.flatMap(estimatesIn);
  if (typeof value !== "object" || value === null) return [];
  return "effectiveN" in value ? [value] : Object.values(value).flatMap(estimatesIn);
}
