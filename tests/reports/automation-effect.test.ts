import { parse } from "csv-parse/sync";
import { addReportCommand } from "../../src/cli/report.command";
import { everyField } from "../support/every-field";
import { givenAgency, givenProcedure, givenService, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";

const REPORT = `query ($filter: ReportFilter!, $first: Int) { automationEffect(filter: $filter, first: $first) ${everyField("AutomationEffectResult")} }`;
const SPRING = { from: "2026-03-01", to: "2026-06-01" };

let app: TestApp;
let office: string;
let service: ServiceFixture;
let manual: ServiceFixture;

/** Under the first version the photo is checked by hand after four hours or twelve, and half come back for it; under the second at once. */
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-01T08:00:00Z") });
  office = await app.key({ role: "office" });
  service = await givenService(app);
  const first = await givenProcedure(app, service, { since: "2026-01-01", steps: [{ code: "PHOTO", kind: "UPLOAD", automation: "MANUAL" }, { code: "CHECK", kind: "REVIEW", automation: "MANUAL" }, { code: "PAY", kind: "PAY" }] });
  const second = await givenProcedure(app, service, { since: "2026-05-01", steps: [{ code: "PHOTO", kind: "UPLOAD", automation: "MANUAL" }, { code: "CHECK", kind: "REVIEW", automation: "AUTOMATED" }, { code: "PAY", kind: "PAY" }] });
  manual = await givenService(app, { steps: [{ code: "CHECK", kind: "REVIEW", automation: "MANUAL" }] });
  const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  const old = { id: service.id, procedureId: first.procedureId };
  const now = { id: service.id, procedureId: second.procedureId };
  const before = (i: number) => {
    const wait = i % 2 === 0 ? 240 : 720;
    const back = i % 4 < 2 ? [passage("PHOTO", at(wait + 200), at(wait + 210))] : [];
    return transaction(old, { outcome: "GRANTED", endedAt: at(3_000), passages: [passage("PHOTO", at(0), at(10)), passage("CHECK", at(10 + wait), at(100 + wait)), ...back] });
  };
  const may = (minutes: number): Date => at(minutes, "2026-05-10");
  const after = (i: number) => transaction(now, { outcome: "GRANTED", startedAt: may(0), endedAt: may(60), passages: [passage("PHOTO", may(0), may(10)), passage("CHECK", may(10 + (i % 2)), may(12 + (i % 2)))] });
  await counted(app, {
    transactions: [
      ...many(40, before),
      ...many(40, after),
      ...many(40, (i) => transaction(manual, { outcome: "GRANTED", endedAt: at(3_000), passages: [passage("CHECK", at(i % 2), at(90))] })),
    ],
    responses: [
      ...responses({ ...service, procedureId: first.procedureId }, "STEP_EASE5", 1, [10, 20, 10, 0, 0], { stepCode: "CHECK", day: "2026-03-10" }),
      ...responses({ ...service, procedureId: second.procedureId }, "STEP_EASE5", 1, [0, 0, 10, 20, 10], { stepCode: "CHECK", day: "2026-05-12" }),
      ...responses(manual, "STEP_EASE5", 1, [0, 20, 20, 0, 0], { stepCode: "CHECK", day: "2026-03-12" }),
      // Another instrument is never averaged in.
      ...responses(manual, "STEP_EASE7", 1, [0, 0, 0, 0, 0, 0, 10], { stepCode: "CHECK", day: "2026-03-12" }),
    ],
  });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

async function report(filter: object = {}, { key = office, first = 50 } = {}): Promise<any> {
  const { data, errors } = await app.send(key, REPORT, { filter: { period: SPRING, ...filter }, first });
  expect(errors).toBeUndefined();
  return data.automationEffect;
}

test("a step whose automation changed, before and after: ease, waiting, time and returns, each with its interval and its label", async () => {
  const { changes, changeCount } = await report();
  expect(changeCount).toBe(1);
  const [change] = changes;
  expect(change).toMatchObject({ step: "CHECK", kind: "REVIEW", from: "MANUAL", to: "AUTOMATED", fromVersion: 2, toVersion: 3, label: "DIFFERENCE_BETWEEN_PERIODS", reachedBefore: { value: 40 }, reachedAfter: { value: 40 } });
  const [ease] = change.ease;
  expect(ease).toMatchObject({ instrument: "STEP_EASE5", version: 1, mode: "WEB", before: { value: 2, n: 40 }, after: { value: 4, n: 40 }, difference: { value: 2, method: "WELCH", n: 40 } });
  // sd √(20/39) on both sides, Welch with 78 degrees of freedom: 2 ± 1.99085·√(2·20/39/40).
  expect(ease.difference.low).toBeCloseTo(2 - 1.990847 * Math.sqrt((2 * 20) / 39 / 40), 5);
  expect(change.waiting.before.value).toBeCloseTo(480 / 1440, 12);
  expect(change.waiting.after.value).toBeCloseTo(0.5 / 1440, 12);
  expect(change.waiting.difference).toMatchObject({ unit: "DAYS", method: "WELCH", confidence: 0.95 });
  expect(change.waiting.difference.high).toBeLessThan(-0.25);
  expect(change.timeInStep.difference.value).toBeCloseTo((2 - 90) * 60, 9);
  expect(change.returned.difference).toMatchObject({ value: 0, method: "NEWCOMBE" });
});

test("returns are counted at the step that people came back to, by version", async () => {
  const other = await givenService(app);
  const versions = [];
  for (const [since, automation] of [["2026-01-01", "MANUAL"], ["2026-05-01", "ASSISTED"]] as const) {
    versions.push(await givenProcedure(app, other, { since, steps: [{ code: "PHOTO", kind: "UPLOAD", automation }, { code: "CHECK", kind: "REVIEW" }] }));
  }
  const walk = (procedureId: string, day: string, back: boolean) =>
    transaction({ id: other.id, procedureId }, { startedAt: at(0, day), passages: [passage("PHOTO", at(0, day), at(5, day)), passage("CHECK", at(5, day), at(9, day)), ...(back ? [passage("PHOTO", at(20, day), at(25, day))] : [])] });
  const [first, second] = versions;
  await counted(app, { transactions: Array.from({ length: 40 }, (_, i) => [walk(first?.procedureId ?? "", "2026-03-05", i < 30), walk(second?.procedureId ?? "", "2026-05-05", i < 10)]).flat() });
  const [change] = (await report({ services: [other.name] })).changes;
  expect(change).toMatchObject({ step: "PHOTO", to: "ASSISTED", ease: [], returned: { before: { value: 0.75, n: 40 }, after: { value: 0.25, n: 40 }, difference: { value: -0.5 } } });
  expect(change.returned.difference.high).toBeLessThan(-0.25);
});

test("within one kind each step counts once, whatever passed it; other instruments are left out", async () => {
  const { kinds, reading } = await report({ services: [service.name, manual.name] });
  expect(reading).toEqual({ instrument: "STEP_EASE5", version: 1, mode: "WEB", moment: "AFTER_OUTCOME" });
  const of = (automation: string) => kinds.find((row: any) => row.kind === "REVIEW" && row.automation === automation);
  expect(of("MANUAL")).toMatchObject({ steps: { value: 2 }, ease: { value: 2.25, n: 80, effectiveN: 2, method: "CLUSTER_RATIO", quality: "LOW_CONFIDENCE" } });
  expect(of("MANUAL").ease.low).toBe(1);
  expect(of("AUTOMATED")).toMatchObject({ steps: { value: 1 }, ease: { value: 4, n: 40, low: null, high: null } });
  expect(of("AUTOMATED").ease.reasons).toContain("NO_INTERVAL");
  expect(of("AUTOMATED").waiting.value).toBeLessThan(of("MANUAL").waiting.value);
  expect(kinds.find((row: any) => row.kind === "UPLOAD" && row.automation === "MANUAL").returned.value).toBeCloseTo(20 / 80, 12);
});

test("nothing changed and nobody answered: no changes, null for ease", async () => {
  const bare = await givenService(app, { steps: [{ code: "FORM", kind: "FILL_IN" }] });
  await counted(app, { transactions: [transaction(bare, { passages: [passage("FORM", at(0), at(5))] })] });
  const { changes, kinds, reading } = await report({ services: [bare.name] });
  expect([changes, reading]).toEqual([[], null]);
  expect(kinds).toMatchObject([{ kind: "FILL_IN", ease: { value: null, reasons: ["NO_DATA"] }, waiting: { value: null } }]);
  expect((await report({ services: [service.name], stepKinds: ["PAY"] })).changeCount).toBe(0);
});

test.each([
  [{ period: { from: "2026-04-01", to: "2026-03-01" } }, "EMPTY_PERIOD", ["period", "to"]],
  [{ channels: ["WEB"] }, "FILTER_NOT_AVAILABLE", ["channels"]],
  [{ automation: ["MANUAL"] }, "FILTER_NOT_AVAILABLE", ["automation"]],
  [{ moments: ["AFTER_OUTCOME", "AFTER_GIVING_UP"] }, "DIFFERENT_MOMENT", ["moments"]],
  [{ services: ["NO-SUCH"] }, "NOT_FOUND", ["services", "0"]],
])("%j is refused: %s", async (filter, code, path) => {
  expect(await report(filter)).toMatchObject({ __typename: "Refusal", code, path });
});

test("nobody and a portal get nothing; another's service looks as if it did not exist", async () => {
  const ask = async (key: string | undefined) => (await app.send(key, REPORT, { filter: { period: SPRING } })).errors[0].extensions.code;
  expect(await ask(undefined)).toBe("UNAUTHENTICATED");
  expect(await ask(await app.key({ role: "portal", portalId: "018f0000-0000-7000-8000-000000000000" }))).toBe("FORBIDDEN");
  const other = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  expect(await report({ services: [service.name] }, { key: other })).toMatchObject({ __typename: "Refusal", code: "NOT_FOUND" });
  expect((await report({}, { key: other })).changes).toEqual([]);
});

test("the same digits through every door", async () => {
  const cli = (...args: readonly string[]) => runCommand(app.house, [addReportCommand], "report", "automation", "--service", service.name, "--from", SPRING.from, "--to", SPRING.to, ...args);
  const { __typename, ...fromApi } = await report({ services: [service.name] });
  expect(__typename).toBe("AutomationEffect");
  expect(JSON.parse((await cli("--json")).out)).toEqual(fromApi);
  const rows: Record<string, string>[] = parse((await cli("--csv")).out, { columns: true });
  const { ease, waiting } = fromApi.changes[0];
  const told = (figure: string) => rows.filter((row) => row["part"] === "CHANGE" && row["figure"] === figure).map((row) => [row["side"], row["value"], row["low"]]);
  expect(told("ease")).toEqual(["before", "after", "difference"].map((side) => [side, String(ease[0][side].value), String(ease[0][side].low)]));
  expect(told("waiting")[2]).toEqual(["difference", String(waiting.difference.value), String(waiting.difference.low)]);
  expect((await cli()).out).toContain("MANUAL v2 → AUTOMATED v3 · DIFFERENCE_BETWEEN_PERIODS");
});
