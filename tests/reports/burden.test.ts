import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { givenAgency, givenProcedure, givenService, type ServiceFixture } from "../support/fixtures";
import { counted } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";
import { withoutCursors } from "../support/without-cursors";

const REPORT = `query ($filter: ReportFilter!, $first: Int) { burdenReport(filter: $filter, first: $first) ${everyField("BurdenReportResult")} }`;
const CARD = `query ($code: String!, $period: PeriodInput!, $version: Int) { service(code: $code) { simplificationCard(period: $period, comparedWithVersion: $version) ${everyField("SimplificationCardResult")} } }`;
/** A year to the day. */
const YEAR = { from: "2025-07-01", to: "2026-07-01" };
const PAPER = { names: { en: "Deed", ar: "سند" }, heldByAgency: "LANDS-OFFICE" };
const PUBLISHED = { expectedTime: { seconds: 86_400, source: "PUBLISHED" as const } };

let app: TestApp;
let office: string;
let service: ServiceFixture;
let first: { procedureId: string };

beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  const other = await givenAgency(app, { code: "LANDS-OFFICE" });
  service = await givenService(app);
  first = await givenProcedure(app, service, {
    since: "2026-01-01",
    steps: [
      { code: "APPLY", kind: "FILL_IN", documents: [PAPER, { names: { en: "Photo" } }], fee: { amount: 5_000, currency: "OMR" } },
      { code: "DEED", kind: "UPLOAD", documents: [PAPER] },
      { code: "APPROVAL", kind: "OTHER_AGENCY", responsibleAgency: other.code, responsibleParty: "OTHER_AGENCY", ...PUBLISHED },
      { code: "REVIEW", kind: "REVIEW", ...PUBLISHED },
      { code: "COLLECT", kind: "VISIT" },
      { code: "EXPRESS", kind: "PAY", optional: true, fee: { amount: 9_000, currency: "OMR" } },
    ],
  });
  const { procedureId } = await givenProcedure(app, service, {
    since: "2026-05-01",
    steps: [{ code: "APPLY", kind: "FILL_IN", documents: [{ names: { en: "Photo" } }] }, { code: "REVIEW", kind: "REVIEW", ...PUBLISHED }],
  });
  const old = { id: service.id, procedureId: first.procedureId };
  const now = { id: service.id, procedureId };
  const day = 24 * 60;
  // Under the first version: 30 or 50 minutes of their own and 10 at the counter, 1 day until the approval began, 2 days in it, 1 in review.
  const before = (minutes: number) =>
    transaction(old, {
      outcome: "GRANTED",
      endedAt: at(5 * day),
      promisedBy: "2026-03-03",
      passages: [
        passage("APPLY", at(0), at(minutes)),
        passage("APPROVAL", at(minutes + day), at(minutes + 3 * day)),
        passage("REVIEW", at(minutes + 3 * day), at(minutes + 4 * day)),
        passage("COLLECT", at(minutes + 4 * day), at(minutes + 4 * day + 10)),
      ],
    });
  // Under the second: 6 or 10 minutes, and half a day.
  const after = (minutes: number) =>
    transaction(now, {
      outcome: "GRANTED",
      startedAt: at(0, "2026-06-01"),
      endedAt: at(day, "2026-06-01"),
      promisedBy: "2026-06-03",
      passages: [passage("APPLY", at(0, "2026-06-01"), at(minutes, "2026-06-01")), passage("REVIEW", at(minutes, "2026-06-01"), at(minutes + day / 2, "2026-06-01"))],
    });
  const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  await counted(app, { transactions: [...many(40, (i) => before(i % 2 === 0 ? 30 : 50)), ...many(40, (i) => after(i % 2 === 0 ? 6 : 10))] });
});
afterAll(() => app.close());

async function report(filter: object = {}, key = office): Promise<any> {
  const { data, errors } = await app.send(key, REPORT, { filter: { period: YEAR, services: [service.name], ...filter } });
  expect(errors).toBeUndefined();
  return data.burdenReport;
}
async function card({ period = YEAR, version = null, key = office }: { period?: object; version?: number | null; key?: string } = {}): Promise<any> {
  const { data, errors } = await app.send(key, CARD, { code: service.name, period, version });
  expect(errors).toBeUndefined();
  return data.service.simplificationCard;
}
const line = (lines: any[], figure: string, turn: string | null = null): any => lines.find((one) => one.figure === figure && one.turn === turn);

describe("burden", () => {
  test("what was counted in a year is exact; time is people's own, trips are passages in person, waiting is days by turn", async () => {
    const { lines, steps, procedureVersion } = (await report()).services.edges[0].node;
    expect(procedureVersion).toBe(3);
    const value = (figure: string, turn: string | null = null) => line(lines, figure, turn)?.estimate;
    expect(value("TRANSACTIONS").value).toBe(80);
    // 40 × 40 min + 40 × 10 min at the counter + 40 × 8 min
    expect(value("HOURS_A_YEAR")).toMatchObject({ unit: "HOURS", method: "SUM", confidence: null, low: (40 * 58) / 60, high: (40 * 58) / 60 });
    expect(value("TRIPS_A_YEAR")).toMatchObject({ value: 40, low: 40, high: 40, method: "SUM" });
    expect(value("ACTIVE_TIME").value).toBeCloseTo(29 * 60, 9);
    expect(value("ACTIVE_TIME").low).toBeLessThan(29 * 60);
    expect(value("TRIPS").value).toBe(0.5);
    expect(value("WAITING_DAYS", "OTHER_AGENCY").value).toBeCloseTo(1.5, 9);
    expect(value("WAITING_DAYS", "AGENCY").value).toBeCloseTo(0.75, 9);
    expect(value("WAITING_DAYS", "THIRD_PARTY").value).toBe(0);
    // What people do themselves is work and never waiting.
    expect(value("WAITING_DAYS", "BENEFICIARY").value).toBe(0);
    expect(value("PROMISES_KEPT")).toMatchObject({ value: 0.5, n: 80, method: "WILSON" });
    expect(steps.map((step: any) => step.code)).toEqual(["APPLY", "REVIEW", "APPROVAL", "COLLECT"]);
    expect(line(steps[3].lines, "TRIPS_A_YEAR").estimate.value).toBe(40);
    expect(steps.map((step: any) => step.heldBy)).toEqual([null, service.agencyCode, null, null]);
    expect([line(steps[1].lines, "PROMISED_DAYS").estimate.value, line(steps[1].lines, "DOCUMENTS").estimate]).toMatchObject([1, { value: 0, method: "PUBLISHED" }]);
    expect(line(steps[1].lines, "DAYS_P90").estimate.value).toBeCloseTo(1, 1);
    expect(line(steps[0].lines, "DAYS_P90")).toBeUndefined();
    // In no version in force any more: nothing of it is published.
    expect(line(steps[2].lines, "DOCUMENTS").estimate).toMatchObject({ value: null, reasons: ["NOT_PUBLISHED"] });
    expect(line(steps[0].lines, "ACTIVE_TIME").estimate.value).toBeCloseTo(24 * 60, 9);
  });

  test("a period that is no year is scaled to one, with an interval", async () => {
    const { lines } = (await report({ period: { from: "2026-02-20", to: "2026-05-04" } })).services.edges[0].node;
    const hours = line(lines, "HOURS_A_YEAR").estimate;
    expect(hours.value).toBeCloseTo(((40 * 50) / 60) * (365 / 73), 9);
    expect(hours.low).toBeLessThan(hours.value);
    expect(hours.high).toBeGreaterThan(hours.value);
    expect(hours).toMatchObject({ reasons: ["SCALED_TO_A_YEAR"], method: "MEAN_OF_SUM", confidence: 0.95 });
  });

  test("what nobody measures is null, not zero; nothing published likewise", async () => {
    const bare = await givenService(app);
    await counted(app, { transactions: [transaction(bare, { passages: [passage("SUBMIT", at(0), null)] })] });
    const { lines, steps, standardProcedure } = (await report({ services: [bare.name] })).services.edges[0].node;
    for (const step of steps) expect(line(step.lines, "DOCUMENTS").estimate).toMatchObject({ value: null, reasons: ["NOT_PUBLISHED"] });
    expect(standardProcedure).toBe(true);
    for (const figure of ["STEPS", "DOCUMENTS", "AGENCIES", "PROMISED_DAYS"]) expect(line(lines, figure).estimate).toMatchObject({ value: null, reasons: ["NOT_PUBLISHED"] });
    expect(line(lines, "PROMISES_KEPT").estimate).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
    const nobody = (await report({ services: [(await givenService(app)).name] })).services.edges[0].node;
    expect(line(nobody.lines, "ACTIVE_TIME").estimate).toMatchObject({ value: null, n: 0, reasons: ["NO_DATA"] });
  });

  test("passages that nobody saw being left are taken to be like the others", async () => {
    const half = await givenService(app, { steps: [{ code: "FORM", kind: "FILL_IN" }, { code: "SIGN", kind: "FILL_IN" }] });
    const one = (left: boolean) => transaction(half, { outcome: "GRANTED", endedAt: at(60), passages: [passage("FORM", at(0), left ? at(30) : null), passage("SIGN", at(40), null)] });
    await counted(app, { transactions: [...Array.from({ length: 30 }, () => one(true)), ...Array.from({ length: 10 }, () => one(false))] });
    const { lines, steps } = (await report({ services: [half.name] })).services.edges[0].node;
    expect(line(steps[0].lines, "HOURS_A_YEAR").estimate.value).toBeCloseTo(20, 9);
    expect(line(steps[1].lines, "HOURS_A_YEAR").estimate).toMatchObject({ value: null, reasons: ["NOT_MEASURED"] });
    expect(line(lines, "HOURS_A_YEAR").estimate).toMatchObject({ value: null, high: null, quality: "NONE", reasons: ["PARTLY_MEASURED"] });
    expect(line(lines, "HOURS_A_YEAR").estimate.low).toBeGreaterThan(15);
  });

  test.each([
    [{ period: { from: "2026-04-01", to: "2026-03-01" } }, "EMPTY_PERIOD", ["period", "to"]],
    [{ period: { from: "2024-04-15", to: "2026-03-01" } }, "PERIOD_TOO_FINE", ["period"]],
    [{ stepKinds: ["PAY"] }, "FILTER_NOT_AVAILABLE", ["stepKinds"]],
    [{ moments: ["AFTER_OUTCOME"] }, "FILTER_NOT_AVAILABLE", ["moments"]],
    [{ governorates: ["COAST"] }, "FILTER_NOT_AVAILABLE", ["governorates"]],
    [{ services: ["NO-SUCH"] }, "NOT_FOUND", ["services", "0"]],
  ])("%j is refused: %s", async (filter, code, path) => {
    expect(await report(filter)).toMatchObject({ __typename: "Refusal", code, path });
  });

  test("nobody and a portal get nothing; another's service looks as if it did not exist", async () => {
    const ask = async (key: string | undefined) => (await app.send(key, REPORT, { filter: { period: YEAR } })).errors[0].extensions.code;
    expect(await ask(undefined)).toBe("UNAUTHENTICATED");
    expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
    const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
    expect(await report({}, other)).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND" });
  });

  test("the same digits through every door", async () => {
    const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "burden", "--service", service.name, "--from", YEAR.from, "--to", YEAR.to, ...args);
    const { __typename, ...fromApi } = await report();
    expect(__typename).toBe("BurdenReport");
    expect(withoutCursors(JSON.parse((await cli("--json")).out))).toEqual(withoutCursors(fromApi));
    const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
    const told = fromApi.services.edges[0].node.lines.map((one: any) => [one.figure, one.turn ?? "", one.estimate.value === null ? "" : String(one.estimate.value)]);
    expect(rows.filter((row) => row["step"] === "").map((row) => [row["figure"], row["turn"], row["value"]])).toEqual(told);
    expect((await cli()).out).toMatch(/own time a year +39 h|own time a year +38.7 h/u);
    expect((await cli("--first", "0")).failed).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("a page at a time", async () => {
    const all = (await app.send(office, REPORT, { filter: { period: YEAR }, first: 1 })).data.burdenReport.services;
    expect(all.edges).toHaveLength(1);
    expect(all.pageInfo.hasNextPage).toBe(true);
    expect((await runCommand(app.house, [addReportCommand], "report", "burden", "--from", YEAR.from, "--to", YEAR.to, "--first", "1")).err).toContain("--after");
  });
});

describe("simplification card", () => {
  test("each line under both versions, and its change", async () => {
    const { version, comparedWithVersion, lines } = await card();
    expect([version, comparedWithVersion]).toEqual([3, 2]);
    const row = (figure: string, turn: string | null = null) => {
      const { now, before, change } = line(lines, figure, turn);
      return [now.value, before.value, change?.value ?? null];
    };
    expect(row("TRANSACTIONS")).toEqual([40, 40, null]);
    expect(row("STEPS")).toEqual([2, 5, -3]);
    expect(row("OWN_STEPS")).toEqual([1, 3, -2]);
    expect(row("DOCUMENTS")).toEqual([1, 2, -1]);
    expect(row("DOCUMENTS_HELD")).toEqual([0, 1, -1]);
    expect(row("AGENCIES")).toEqual([1, 2, -1]);
    expect(row("IN_PERSON_STEPS")).toEqual([0, 1, -1]);
    expect(row("FEE")).toEqual([0, 5_000, -5_000]);
    expect(row("PROMISED_DAYS")).toEqual([1, 2, -1]);
    expect(row("PROMISES_KEPT")).toEqual([1, 0, 1]);
    expect(row("TRIPS")).toEqual([0, 1, -1]);
    const time = line(lines, "ACTIVE_TIME").change;
    expect(time.value).toBeCloseTo(-42 * 60, 6);
    expect(time).toMatchObject({ method: "MOVER", confidence: 0.95, n: 40 });
    expect(time.high).toBeLessThan(-35 * 60);
    expect(line(lines, "WAITING_DAYS", "AGENCY").change.value).toBeCloseTo(-0.5, 9);
    expect(line(lines, "DAYS_MEDIAN").change.value).toBeCloseTo(-4, 1);
    expect(line(lines, "HOURS_A_YEAR")).toBeUndefined();
  });

  test("with the standard procedure nothing published can be compared; the version in force and an unknown one are refused", async () => {
    const { lines, comparedWithVersion } = await card({ version: 1 });
    expect(comparedWithVersion).toBe(1);
    expect(line(lines, "DOCUMENTS").change).toMatchObject({ value: null, reasons: ["NOT_PUBLISHED"] });
    expect(await card({ version: 3 })).toMatchObject({ __typename: "Refusal", code: "VERSION_NOT_EARLIER", path: ["comparedWithVersion"] });
    expect(await card({ version: 9 })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND", path: ["comparedWithVersion"] });
    expect(await card({ period: { from: "2026-04-01", to: "2026-04-01" } })).toMatchObject({ code: "EMPTY_PERIOD" });
  });

  test("without an earlier version there is nothing before, and no change", async () => {
    const only = await givenService(app, { steps: [{ code: "APPLY", kind: "FILL_IN" }] });
    const made = await app.house.reports.card.named(OPERATOR, only.name, { period: YEAR, comparedWithVersion: null });
    expect(made).toMatchObject({ comparedWithVersion: null, version: 2 });
    if ("lines" in made) expect(made.lines.every(({ before, change }) => before === null && change === null)).toBe(true);
  });

  test("nobody and a portal get nothing; another's service looks as if it did not exist", async () => {
    const ask = async (key: string | undefined) => (await app.send(key, CARD, { code: service.name, period: YEAR })).errors[0].extensions.code;
    expect(await ask(undefined)).toBe("UNAUTHENTICATED");
    expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
    expect((await card({ key: await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined }) })).version).toBe(3);
    expect(await card({ key: await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined }) })).toMatchObject({ code: "NOT_FOUND" });
  });

  test("the same digits through every door", async () => {
    const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "card", "--service", service.name, "--from", YEAR.from, "--to", YEAR.to, ...args);
    const { __typename, ...fromApi } = await card({ version: 2 });
    expect(__typename).toBe("SimplificationCard");
    expect(JSON.parse((await cli("--json", "--compared-with", "2")).out)).toEqual(fromApi);
    const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
    expect(rows.filter((row) => row["figure"] === "DOCUMENTS").map((row) => [row["side"], row["value"], row["method"]])).toEqual([["now", "1", "PUBLISHED"], ["before", "2", "PUBLISHED"], ["change", "-1", "PUBLISHED"]]);
    expect((await cli()).out).toMatch(/documents +1 +2 +-1\n/u);
    expect((await cli("--service", "NO-SUCH")).failed).toMatchObject({ code: "NOT_FOUND" });
    expect((await cli("--compared-with", "two")).failed).toMatchObject({ code: "BAD_USER_INPUT" });
  });
});
